"""Photos placed by the editor: what its library answers, and what saving makes of it."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from lxml import html
from PIL import Image

from accounts.models import Role
from articles import uploading
from articles.models import Article, Fix, Revision
from photos.credits import credit_of
from photos.models import Photo
from tests import factories as make
from tests.articles.desk import address, post, send

pytestmark = pytest.mark.django_db

PHOTOS = "/admin/articles/article/photos/"


def file(**kwargs):
    return SimpleUploadedFile("anh.jpg", make.jpeg(**kwargs).read(), "image/jpeg")


def chosen(*rows):
    names = ["key", "photo", "caption"]
    return json.dumps([dict(zip(names, row, strict=True)) for row in rows])


def row(key, photo, caption, *, is_lead=False):
    return {"key": key, "photo": photo.pk, "caption": caption, "is_lead": is_lead}


@pytest.fixture
def editor(client):
    client.force_login(make.editor())
    return client


def test_the_library_shows_small_pages_newest_first(editor, django_assert_max_num_queries):
    photos = [make.photo(f"Bến cá {number}") for number in range(3)]
    make.awaiting_photo("Bến cá chưa có ảnh")
    with django_assert_max_num_queries(6):
        answer = editor.get(PHOTOS, {"q": "BEN ca"}).json()
    assert [photo["id"] for photo in answer["photos"]] == [photo.pk for photo in reversed(photos)]
    assert not answer["more"]
    assert editor.get(PHOTOS, {"q": "khong co", "page": "-1"}).json()["photos"] == []
    assert editor.get(PHOTOS, {"mine": "1"}).json()["photos"] == []


def test_an_upload_becomes_a_photo_with_its_credit(editor):
    data = {"file": file(), "caption": "Tàu về.", "credit": "Thanh Vân/QMG"}

    answer = editor.post(f"{PHOTOS}upload/", data).json()

    photo = Photo.objects.get()
    assert (photo.caption, credit_of(photo).printed) == ("Tàu về.", "Ảnh: Thanh Vân/QMG")
    assert (answer["photo"]["id"], answer["known"]) == (photo.pk, False)


def test_the_same_file_again_is_the_photo_we_have(editor):
    photo = make.photo("Bến cá")

    answer = editor.post(f"{PHOTOS}upload/", {"file": file(), "caption": "Khác"}).json()

    assert (answer["photo"]["id"], answer["known"], Photo.objects.count()) == (photo.pk, True, 1)
    told = f"Tệp này đã có trong kho ảnh: số {photo.pk}, chú thích “Bến cá”."
    assert (answer["ran"], answer["notes"]) == (told, [])


def test_a_file_that_is_no_picture_is_refused_with_a_sentence(editor):
    bad = SimpleUploadedFile("anh.jpg", b"<svg/>", "image/jpeg")

    response = editor.post(f"{PHOTOS}upload/", {"file": bad})

    assert response.status_code == 422
    assert response.json()["message"]
    assert not Photo.objects.exists()


@pytest.mark.parametrize(
    ("caption", "credit", "expected"),
    [
        ("Tàu về.", "Ảnh: QMG", ("Tàu về.", "Ảnh: QMG")),
        ("Tàu về (Ảnh: QMG)", "", ("Tàu về", "(Ảnh: QMG)")),
        ("Tàu về (Ảnh: QMG)", "QMG", ("Tàu về", "QMG")),
        ("", "Thanh Vân", ("", "Thanh Vân")),
        ("Tàu về", "", ("Tàu về", "")),
    ],
)
def test_the_credit_is_not_stored_twice(caption, credit, expected):
    read = uploading.understood(caption, credit)

    assert (read.caption, read.raw) == expected


def test_what_was_chosen_is_written_with_the_story(editor):
    photo, other = make.photo("Bến cá"), make.photo("Chợ nổi", colour="red")
    article = make.story()
    body = f'{article.body}<figure data-photo="0a1b2c3d"></figure>'

    send(
        editor,
        article,
        body=body,
        photo_choices=chosen(
            ("0a1b2c3d", photo.pk, "Riêng cho bài"), ("ffffffff", other.pk, "không đứng trong bài")
        ),
    )

    expected = row("0a1b2c3d", photo, "Riêng cho bài")
    assert Revision.objects.latest("pk").snapshot["photos"] == [expected]

    # Replaced: the key stays, and a caption that is the photo's own shows through.
    send(editor, article, photo_choices=chosen(("0a1b2c3d", other.pk, "Chợ nổi")))
    use = article.photo_uses.get()
    assert (use.key, use.photo, use.caption) == ("0a1b2c3d", other, "")


def test_what_waited_in_the_list_is_told_which_photo_took_its_place(editor):
    awaiting, photo = make.awaiting_photo("Chờ ảnh"), make.photo("Bến cá")
    article = make.story(shown=[awaiting])
    kept = make.awaiting_photo("Còn chờ")
    make.story(shown=[kept])

    send(editor, article, **{"photo_uses-0-photo": photo.pk})

    awaiting.refresh_from_db()
    kept.refresh_from_db()
    assert article.photo_uses.get().photo == photo
    assert awaiting.instructions == f"Đã có tệp của ảnh này: ảnh số {photo.pk}."
    assert kept.instructions == ""


@pytest.mark.parametrize(
    "forged",
    [
        "x",
        "{}x",
        "[1]",
        '[{"key": "a", "photo": 1, "caption": ""}]',
        '[{"key": "0a1b2c3d", "photo": true, "caption": ""}]',
        '[{"key": "0a1b2c3d", "photo": 1, "caption": null}]',
        '[{"key": [], "photo": 1, "caption": ""}]',
    ],
)
def test_forged_choices_are_told_and_nothing_is_saved(editor, forged):
    article = make.story()

    response = editor.post(
        address(article), post(editor, article, lead="Khác", photo_choices=forged)
    )

    assert response.status_code == 200
    assert "Hãy chọn lại" in response.content.decode()
    assert Revision.objects.count() == 1


def test_a_photo_that_does_not_exist_is_taken_out_and_told(editor):
    article = make.story()
    body = f'{article.body}<figure data-photo="0a1b2c3d"></figure>'

    response = send(editor, article, body=body, photo_choices=chosen(("0a1b2c3d", 999_999, "")))

    article.refresh_from_db()
    assert "figure" not in article.body
    assert "không thuộc tin, bài này" in response.content.decode()


def test_the_choices_of_the_second_saver_are_kept(editor):
    photo = make.photo()
    article = make.story()
    body = f'{article.body}<figure data-photo="0a1b2c3d"></figure>'
    stale = post(editor, article, body=body, photo_choices=chosen(("0a1b2c3d", photo.pk, "Riêng")))
    send(editor, article, lead="Người thứ nhất viết.")

    editor.post(address(article), stale)

    lost = Revision.objects.get(is_taken=False)
    assert lost.snapshot["photos"] == [row("0a1b2c3d", photo, "Riêng")]


def test_an_awaiting_photo_is_filled_once(editor):
    photo = make.awaiting_photo()

    first = editor.post(f"{PHOTOS}{photo.pk}/fill/", {"file": file()})
    second = editor.post(f"{PHOTOS}{photo.pk}/fill/", {"file": file(colour="red")})

    assert (first.status_code, second.status_code) == (200, 409)
    photo.refresh_from_db()
    assert not photo.is_awaiting


def test_a_file_that_we_have_asks_first_and_tells_of_another_credit(editor):
    here = make.photo("Trong kho")
    make.photo("Trong kho lần nữa")
    awaiting = make.awaiting_photo("Trong bài", kind="archive")

    answer = editor.post(f"{PHOTOS}{awaiting.pk}/fill/", {"file": file()}).json()

    assert answer["known"]["id"] == here.pk
    assert "Ảnh tư liệu" in answer["question"]
    awaiting.refresh_from_db()
    assert awaiting.is_awaiting


def test_what_a_published_story_awaits_is_joined_to_the_file_we_have(editor):
    here, awaiting = make.photo("Trong kho"), make.awaiting_photo("Trong bài")
    edition = make.published(shown=[awaiting])
    address = f"{PHOTOS}{awaiting.pk}/fill/"

    asked = editor.post(address, {"file": file()}).json()
    done = editor.post(address, {"join": asked["known"]["id"]}).json()

    assert (asked["joins"], done["photo"]["id"]) == (True, here.pk)
    awaiting.refresh_from_db()
    assert (awaiting.joined_into, awaiting.is_awaiting) == (here, True)
    use = edition.article.photo_uses.get()
    assert (use.photo, use.caption) == (here, "Trong bài")
    again = editor.post(address, {"join": here.pk})
    assert (again.status_code, Fix.objects.get().total) == (409, 1)


@pytest.mark.parametrize("number", ["9" * 19, "9" * 5000, "x"])
def test_a_forged_number_to_join_to_is_no_photo(editor, number):
    awaiting = make.awaiting_photo()

    assert editor.post(f"{PHOTOS}{awaiting.pk}/fill/", {"join": number}).status_code == 404


def test_what_a_reporter_may_not_change_is_not_filled(client):
    photo = make.awaiting_photo()
    client.force_login(make.UserFactory(role=Role.REPORTER))

    response = client.post(f"{PHOTOS}{photo.pk}/fill/", {"file": file()})

    assert response.status_code == 403
    photo.refresh_from_db()
    assert photo.is_awaiting


def test_a_reporter_fills_and_uploads_own(client):
    reporter = make.UserFactory(role=Role.REPORTER)
    photo = make.awaiting_photo(uploaded_by=reporter)
    client.force_login(reporter)

    filled = client.post(f"{PHOTOS}{photo.pk}/fill/", {"file": file()})
    added = client.post(f"{PHOTOS}upload/", {"file": file(colour="red")})

    assert [filled.status_code, added.status_code] == [200, 200]
    assert Article.objects.count() == 0


def test_nobody_sees_the_library_without_signing_in(client):
    assert client.get(PHOTOS).status_code == 302


def test_pasted_pictures_are_told_and_never_silently_dropped(editor):
    article = make.story()
    body = f'{article.body}<p>Chữ.<img src="data:image/png;base64,AAAA"><img src="https://x.vn/a">'

    response = send(editor, article, body=body, _continue="1")

    article.refresh_from_db()
    assert "img" not in article.body
    assert "2 ảnh dán" in response.content.decode()


def test_a_photo_that_was_taken_down_is_not_offered_nor_placed(editor):
    photo = make.photo()
    Photo.objects.update(taken_down_at=timezone.now(), taken_down_by=make.managing_editor())
    article = make.story()
    body = f'{article.body}<figure data-photo="0a1b2c3d"></figure>'

    send(editor, article, body=body, photo_choices=chosen(("0a1b2c3d", photo.pk, "")))

    assert editor.get(PHOTOS).json()["photos"] == []
    assert not article.photo_uses.exists()


def test_photos_that_follow_on_one_another_are_a_gallery_with_each_credit():
    photos = [make.photo("Bến cá"), make.photo("Chợ nổi", colour="red")]

    edition = make.published(shown=photos)

    gallery = html.fromstring(edition.body_html).find_class("gallery")[0]
    assert [one.text_content() for one in gallery.find_class("photo__caption")] == [
        "Bến cá",
        "Chợ nổi",
    ]
    assert len(gallery.find_class("photo__credit")) == 2


FILE_SAYS = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Cửa Lạch">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Tàu về bến (Ảnh: QMG)</rdf:li></rdf:Alt>
</dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"""


def test_an_upload_says_itself_what_nobody_wrote(editor):
    editor.post(f"{PHOTOS}upload/", {"file": file(xmp=FILE_SAYS.encode())})

    photo = Photo.objects.get()
    assert (photo.caption, photo.place) == ("Tàu về bến", "Cửa Lạch")
    assert credit_of(photo).printed == "Ảnh: QMG"


def test_words_of_the_editor_win_over_the_file(editor):
    data = {"file": file(xmp=FILE_SAYS.encode()), "caption": "Tàu về.", "credit": "Bảo An"}

    editor.post(f"{PHOTOS}upload/", data)

    photo = Photo.objects.get()
    assert (photo.caption, photo.place) == ("Tàu về.", "Cửa Lạch")
    assert credit_of(photo).printed == "Ảnh: Bảo An"


def test_an_upload_tells_of_a_picture_like_it(editor):
    picture = Image.effect_mandelbrot((600, 400), (-3, -2.5, 2, 2.5), 100).convert("RGB")
    notes = []
    for size in [(600, 400), (450, 300)]:
        sent = io.BytesIO()
        picture.resize(size).save(sent, "JPEG")
        upload = SimpleUploadedFile("anh.jpg", sent.getvalue(), "image/jpeg")
        answer = editor.post(f"{PHOTOS}upload/", {"file": upload}).json()
        notes.append([(note["sentence"], note["photo"]["id"]) for note in answer["notes"]])

    first = Photo.objects.earliest("pk")
    told = f"Kho ảnh đã có ảnh giống ảnh này: số {first.pk}, chú thích “–”."
    assert notes == [[], [(told, first.pk)]]
