import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, StoryUpload
from tests import factories as make
from tests.articles.desk import address

pytestmark = pytest.mark.django_db

CHOOSE, PREVIEW = "/admin/articles/article/import/", "/admin/articles/article/import/preview/"
STORY = "Bến cá vào vụ mới\n\nSáng nay, bến cá đông khách.\n\nNgư dân bán cá (Ảnh: QMG).\n"


@pytest.fixture
def reporter(client):
    user = make.UserFactory()
    client.force_login(user)
    return user


def choose(client, *files, pasted=""):
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(CHOOSE, {"files": uploads, "pasted": pasted}, follow=True)


def fields(response, number=0):
    """What the preview's form of one file would send."""
    form = response.context["items"][number]["form"]
    return {
        form.add_prefix("take"): "on",
        form.add_prefix("headline"): form.initial["headline"],
        form.add_prefix("encoding"): form.initial["encoding"],
    }


def test_files_are_shown_and_nothing_is_saved(client, reporter):
    response = choose(client, ("a.txt", STORY.encode()))

    (item,) = response.context["items"]
    assert item["story"]["headline"] == "Bến cá vào vụ mới"
    assert "(Ảnh: QMG)" in response.content.decode()
    assert not Article.objects.exists()


def test_what_was_shown_is_imported_with_the_reporters_byline(client, reporter):
    shown = choose(client, pasted=STORY)

    response = client.post(PREVIEW, fields(shown))

    article = Article.objects.get()
    assert response["Location"] == f"/admin/articles/article/{article.pk}/change/"
    assert article.created_by == reporter
    assert [byline.author.user for byline in article.bylines.all()] == [reporter]
    assert not StoryUpload.objects.exists()


def test_the_headline_that_is_missing_can_be_written_at_once(client, reporter):
    shown = choose(client, pasted=STORY.partition("\n\n")[2])
    data = fields(shown)
    key = next(name for name in data if name.endswith("headline"))

    client.post(PREVIEW, data | {key: "Tít viết ngay"})

    article = Article.objects.get()
    assert (article.headline, article.headline_is_proposed) == ("Tít viết ngay", False)


def test_a_bad_file_is_refused_with_a_sentence_and_the_good_one_is_imported(client, reporter):
    shown = choose(client, ("hong.txt", bytes(range(256)) * 4), ("tot.txt", STORY.encode()))
    refused, good = shown.context["items"]

    client.post(PREVIEW, fields(shown, 1))

    assert str(refused["refusal"]) in shown.content.decode()
    assert good["story"]["headline"] == "Bến cá vào vụ mới"
    assert Article.objects.count() == 1


def test_an_empty_file_is_refused_with_a_sentence(client, reporter):
    shown = choose(client, ("rong.txt", b""), ("tot.txt", STORY.encode()))

    assert [item["refusal"].code for item in shown.context["items"] if "refusal" in item] == [
        "empty"
    ]


def test_another_encoding_is_offered_and_read(client, reporter):
    shown = choose(client, ("cu.txt", STORY.encode("utf-16")))
    (item,) = shown.context["items"]
    offer = f"{item['upload'].pk}:utf-16"

    again = client.post(PREVIEW, {"read": offer})
    client.post(PREVIEW, fields(again))

    assert f'value="{offer}"' in shown.content.decode()
    assert Article.objects.get().headline == "Bến cá vào vụ mới"


def test_reading_one_file_again_keeps_what_was_read_and_typed_of_the_others(client, reporter):
    second = STORY.replace("Bến cá", "Chợ cá")
    shown = choose(client, ("a.txt", STORY.encode("utf-16")), ("b.txt", second.encode("utf-16")))
    first, other = (item["upload"].pk for item in shown.context["items"])

    once = client.post(PREVIEW, {"read": f"{first}:utf-16"})
    typed = fields(once) | {f"{first}-headline": "Tít gõ tay", f"{first}-story_on": "05/11/2025"}
    twice = client.post(PREVIEW, typed | {"read": f"{other}:utf-16"})

    assert [item["form"]["headline"].value() for item in twice.context["items"]] == [
        "Tít gõ tay",
        "Chợ cá vào vụ mới",
    ]
    assert twice.context["items"][0]["form"]["story_on"].value() == "05/11/2025"
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("read", "code"),
    [
        ("", "not_utf8"),
        ("x", "not_utf8"),
        ("0:utf-16", "not_utf8"),
        ("1:khong-co", "wrong_encoding"),
        ("1:rot13", "wrong_encoding"),
    ],
)
def test_a_forged_button_reads_nothing_again(client, reporter, read, code):
    choose(client, ("a.txt", STORY.encode("utf-16")))
    pk = StoryUpload.objects.get().pk

    response = client.post(PREVIEW, {"read": read.replace("1", str(pk))})

    assert response.status_code == 200
    assert [item["refusal"].code for item in response.context["items"]] == [code]


def test_a_story_we_have_is_refused_before_it_is_saved(client, reporter):
    client.post(PREVIEW, fields(choose(client, pasted=STORY)))

    shown = choose(client, pasted=STORY)

    assert shown.context["items"][0]["refusal"].code == "duplicate"
    assert address(Article.objects.get()) in shown.content.decode()


def test_a_story_of_another_is_known_and_not_led_to(client, reporter):
    client.post(PREVIEW, fields(choose(client, pasted=STORY)))
    client.force_login(make.UserFactory())

    shown = choose(client, pasted=STORY)

    assert shown.context["items"][0]["refusal"].code == "duplicate"
    assert address(Article.objects.get()) not in shown.content.decode()


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_nothing_imported_is_said(client, reporter):
    shown = choose(client, ("cu.txt", STORY.encode("utf-16")), ("tot.txt", STORY.encode()))
    data = fields(shown, 1)
    take = next(name for name in data if name.endswith("take"))

    unwanted = client.post(PREVIEW, data | {take: ""}, follow=True)
    refused = client.post(PREVIEW, {}, follow=True)
    dropped = client.post(PREVIEW, {"drop": "1"}, follow=True)

    assert [told(response) for response in [unwanted, refused, dropped]] == [
        ["Chưa nhập tin, bài nào."],
        ["Chưa nhập tin, bài nào."],
        ["Đã bỏ các tệp, không nhập gì."],
    ]
    assert refused.request["PATH_INFO"] == PREVIEW


def test_files_that_still_wait_are_told(client, reporter):
    shown = choose(client, ("cu.txt", STORY.encode("utf-16")), ("tot.txt", STORY.encode()))

    response = client.post(PREVIEW, fields(shown, 1), follow=True)

    assert told(response)[-1] == "Số tệp chưa nhập, còn chờ: 1."


def test_the_same_file_twice_in_one_go_is_imported_once(client, reporter):
    shown = choose(client, ("a.txt", STORY.encode()), ("b.txt", STORY.encode()))

    client.post(PREVIEW, fields(shown, 0) | fields(shown, 1))

    assert Article.objects.count() == 1


def test_dropping_forgets_the_files(client, reporter):
    shown = choose(client, pasted=STORY)

    client.post(PREVIEW, fields(shown) | {"drop": "1"})

    assert not StoryUpload.objects.exists()
    assert not Article.objects.exists()


def test_nothing_chosen_is_said(client, reporter):
    response = choose(client)

    assert response.context["form"].non_field_errors()


def test_files_of_another_are_not_shown(client, reporter):
    choose(client, pasted=STORY)
    client.force_login(make.UserFactory())

    response = client.get(PREVIEW)

    assert response["Location"] == CHOOSE


def test_a_photo_editor_imports_nothing(client):
    client.force_login(make.UserFactory(role="photo_editor"))

    assert client.get(CHOOSE).status_code == 403
    assert client.get(PREVIEW).status_code == 403


def test_a_slip_in_one_form_loses_no_file_and_shows_it_again(client, reporter):
    shown = choose(client, pasted=STORY)
    data = fields(shown)
    key = next(name for name in data if name.endswith("headline")).replace("headline", "story_on")

    response = client.post(PREVIEW, data | {key: "31/02/2025"})

    assert response.status_code == 200
    assert response.context["items"][0]["form"].errors.keys() == {"story_on"}
    assert StoryUpload.objects.count() == 1


def test_a_refused_file_waits_while_another_is_imported(client, reporter):
    shown = choose(client, ("cu.txt", STORY.encode("utf-16")), ("tot.txt", STORY.encode()))

    client.post(PREVIEW, fields(shown, 1))

    assert [upload.name for upload in StoryUpload.objects.all()] == ["cu.txt"]
