import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from articles import fixes, publishing, takedowns
from articles.models import Edition, Fix, PhotoUse
from photos import portraits
from photos.models import PastFile, Photo, PhotoCreator, Portrait, PrivateRead, Rendition
from tests import factories as make
from tests.articles.desk import send
from tests.forms import values_of

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


def page(name, *args):
    return reverse(f"admin:photos_photo_{name}", args=args)


def sign_in(client, role):
    user = make.UserFactory(role=role)
    client.force_login(user)
    return user


@pytest.fixture
def editor(client):
    return sign_in(client, Role.EDITOR)


def live(article):
    return Edition.objects.public(timezone.now()).get(article=article)


def run(fix):
    while not fixes.go_on(fix):
        pass


def text(response):
    return " ".join(response.content.decode().split())


# Where it ran


def test_the_form_says_where_it_ran_runs_and_will_run(client, editor):
    photo = make.photo("Bến cá")
    first = make.published(shown=[photo], headline="Tít thứ nhất")
    make.republished(first.article, headline="Tít thứ hai")
    coming = make.approved(shown=[photo], headline="Tít sẽ ra")
    at = timezone.now() + DAY
    publishing.publish(coming, revision=coming.approved_revision, by=make.editor(), at=at)
    PhotoUse.objects.create(article=make.story(headline="Bài đang viết"), photo=photo)

    shown = text(client.get(page("change", photo.pk)))

    assert all(tit in shown for tit in ["Tít thứ nhất", "Tít thứ hai", "Tít sẽ ra"])
    assert all(state in shown for state in ["Đã từng đăng", "Đang đăng", "Đã hẹn giờ"])
    assert "Bài đang viết" in shown
    assert live(first.article).path in shown


def test_where_it_ran_costs_the_same_for_one_and_for_many(client, editor):
    counts = []
    photo = make.photo()
    for _ in range(3):
        make.published(shown=[photo])
        client.get(page("change", photo.pk))
        with CaptureQueriesContext(connection) as queries:
            client.get(page("change", photo.pk))
        counts.append(len(queries))

    assert counts == counts[:1] * 3


# Correcting


def corrected(client, photo, **changes):
    return client.post(
        page("change", photo.pk), values_of(client.get(page("change", photo.pk))) | changes
    )


def confirm(client, response, **more):
    return client.post(response.wsgi_request.path, dict_of(response.context["sent"]) | more)


def dict_of(sent):
    found = {}
    for name, value in sent:
        found.setdefault(name, []).append(value)
    return found


def test_a_correction_shows_every_story_first_and_saves_nothing(client, editor):
    photo = make.photo("Bến ca")
    edition = make.published(shown=[photo])
    own = make.story(shown=[photo])
    PhotoUse.objects.filter(article=own).update(caption="Riêng của bài")
    own = publish(own)

    response = corrected(client, photo, caption="Bến cá")

    photo.refresh_from_db()
    assert photo.caption == "Bến ca"
    assert not Fix.objects.exists()
    assert [
        (c.ran.article, c.ran.caption, c.caption, c.is_overridden)
        for c in response.context["changes"]
    ] == [
        (own.article_id, "Riêng của bài", "", True),
        (edition.article_id, "Bến ca", "Bến cá", False),
    ]
    assert "giữ nguyên" in text(response)


def publish(article):
    revision = make.approved_again(article)
    return publishing.publish(article, revision=revision, by=make.editor())


def test_one_act_brings_all_up_to_date_with_a_line_in_each_history(client, editor):
    photo = make.photo("Bến ca")
    editions = [make.published(shown=[photo]) for _ in range(2)]
    order = list(Edition.objects.public(timezone.now()).newest_first().values_list("article"))

    confirm(client, corrected(client, photo, caption="Bến cá"), confirmed="1",
            correction_reason="Sai dấu")  # fmt: skip
    run(Fix.objects.get())

    after = [live(edition.article) for edition in editions]
    assert [(e.kind, e.reason, e.photos.get().caption) for e in after] == [
        ("credit", "Sai dấu", "Bến cá")
    ] * 2
    assert order == list(
        Edition.objects.public(timezone.now()).newest_first().values_list("article")
    )
    assert "2/2" in text(client.get(page("change", photo.pk)))


def test_a_note_to_the_desk_asks_nothing(client, editor):
    photo = make.photo()
    make.published(shown=[photo])

    assert corrected(client, photo, instructions="Hỏi lại").status_code == 302
    assert not Fix.objects.exists()


def test_a_corrected_credit_is_shown_as_printed(client, editor):
    photo = make.photo(creators=["Thanh Van"])
    make.published(shown=[photo])

    response = corrected(client, photo, **{"creators-0-name": "Thanh Vân"})

    [change] = response.context["changes"]
    assert (change.ran.credit, change.credit) == ("Ảnh: Thanh Van", "Ảnh: Thanh Vân")
    assert PhotoCreator.objects.get().name == "Thanh Van"


def test_a_reporter_corrects_nothing_that_was_published(client):
    reporter = sign_in(client, Role.REPORTER)
    photo = make.photo("Bến ca", uploaded_by=reporter)
    make.published(shown=[photo])

    response = client.post(page("change", photo.pk), {"caption": "Bến cá", "confirmed": "1"})

    assert response.status_code == 403
    photo.refresh_from_db()
    assert photo.caption == "Bến ca"


# Deleting


def test_an_unused_photo_goes_with_its_files(client):
    sign_in(client, Role.PHOTO_EDITOR)
    photo = make.photo()
    names = [photo.original.name, photo.preview.name]

    client.post(page("delete", photo.pk), {"post": "yes"})

    assert not Photo.objects.exists()
    assert not any(storages["private"].exists(name) for name in names)
    assert LogEntry.objects.filter(object_id=str(photo.pk), action_flag=3).exists()


@pytest.mark.parametrize("how", ["edition", "work", "portrait", "awaited", "taken down"])
def test_a_used_photo_is_not_deleted_and_its_uses_are_named(client, editor, how):
    photo = make.awaiting_photo() if how == "awaited" else make.photo()
    if how == "work":
        make.story(shown=[photo], headline="Bài dùng ảnh")
    elif how == "portrait":
        Portrait.objects.create(person=make.person("Lê Văn Đạo"), photo=photo)
    elif how == "taken down":
        takedowns.take_down(photo, by=make.managing_editor(), reason="Lộ mặt")
    else:
        edition = make.published(shown=[photo], headline="Bài dùng ảnh")
        PhotoUse.objects.filter(article=edition.article).delete()

    response = client.post(page("delete", photo.pk), {"post": "yes"})

    named = {"portrait": "Lê Văn Đạo", "taken down": "Hồ sơ được giữ lại"}.get(how, "Bài dùng ảnh")
    assert named.lower() in text(response).lower()
    assert Photo.objects.filter(pk=photo.pk).exists()


def test_a_reporter_deletes_nothing(client):
    reporter = sign_in(client, Role.REPORTER)
    photo = make.photo(uploaded_by=reporter)

    assert client.post(page("delete", photo.pk), {"post": "yes"}).status_code == 403
    assert Photo.objects.filter(pk=photo.pk).exists()


# Rights that end


def ending(client, **query):
    rows = client.get(page("rights"), query).context["rows"]
    return [(row.photo.caption, row.has_ended, [s.name for s in row.shown]) for row in rows]


def test_rights_that_end_while_readers_see_the_photo_are_listed(client, editor):
    soon = make.photo("Sắp hết", rights_until=TODAY + 14 * DAY)
    make.photo("Không ai dùng", rights_until=TODAY)
    later = make.photo("Còn lâu", rights_until=TODAY + 15 * DAY)
    make.published(shown=[soon, later], headline="Bài một")
    over = make.photo("Đã hết", rights_until=TODAY)
    make.published(shown=[over], headline="Bài hai")
    Photo.objects.filter(pk=over.pk).update(rights_until=TODAY - DAY)
    face = make.photo("Chân dung", rights_until=TODAY + DAY)
    portraits.publish(Portrait.objects.create(person=make.person("Lê Văn Đạo"), photo=face))

    assert ending(client) == [
        ("Đã hết", True, ["Bài hai"]),
        ("Chân dung", False, ["Lê Văn Đạo"]),
        ("Sắp hết", False, ["Bài một"]),
    ]
    assert len(ending(client, days=15)) == 4
    assert "3 ảnh đang đăng sắp hết hoặc đã hết" in text(client.get(reverse("admin:index")))


@pytest.mark.parametrize("days", ["", "-1", "x", "9" * 30, "²"])
def test_odd_days_are_the_usual_ones(client, editor, days):
    assert client.get(page("rights"), {"days": days}).context["days"] == 14


def test_a_withdrawn_story_or_a_photo_taken_down_is_not_listed(client, editor):
    photo, other = (make.photo(rights_until=TODAY + DAY) for _ in range(2))
    edition = make.published(shown=[photo])
    publishing.withdraw(edition.article, by=make.managing_editor(), notice="Gỡ.")
    make.published(shown=[other])
    takedowns.take_down(other, by=make.managing_editor(), reason="Lộ mặt")

    assert ending(client) == []


@pytest.mark.parametrize("photos", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(
    client, editor, django_assert_num_queries, photos
):
    for number in range(photos):
        make.published(shown=[make.photo(f"Ảnh {number}", rights_until=TODAY)])
    client.get(page("rights"))

    with django_assert_num_queries(6):
        client.get(page("rights"))


def test_reporters_have_no_list(client):
    sign_in(client, Role.REPORTER)

    assert client.get(page("rights")).status_code == 403
    assert "quyền sử dụng" not in text(client.get(reverse("admin:index")))


def test_the_list_is_printed_and_mailed(capsys, mailoutbox):
    make.published(shown=[make.photo("Bến cá", rights_until=TODAY)], headline="Bài một")

    call_command("photos_rights_ending", mail=["anh@bao.example"])

    line = f"hết ngày {TODAY:%d/%m/%Y} · Bến cá · Bài một"
    assert capsys.readouterr().out == f"{line}\n"
    [mail] = mailoutbox
    assert (mail.subject, mail.to) == ("Sắp hết quyền sử dụng: 1 ảnh", ["anh@bao.example"])
    assert mail.body.startswith(line)


def test_no_news_is_no_mail(capsys, mailoutbox):
    call_command("photos_rights_ending", mail=["anh@bao.example"])

    assert mailoutbox == []


def test_rights_that_leave_a_scheduled_story_without_are_told_at_once(client, editor):
    photo = make.photo("Bến cá")
    article = make.approved(shown=[photo], headline="Bài sẽ ra")
    at = timezone.now() + 3 * DAY
    publishing.publish(article, revision=article.approved_revision, by=make.editor(), at=at)
    values = values_of(client.get(page("change", photo.pk)))

    end, day = (f"{d:%d/%m/%Y}" for d in (TODAY, timezone.localdate(at)))
    response = client.post(page("change", photo.pk), values | {"rights_until": end}, follow=True)

    assert str(next(iter(response.context["messages"]))) == (
        f"“Bài sẽ ra”: Quyền sử dụng ảnh “Bến cá · anh.jpg” hết ngày {end}, trước ngày đăng {day}."
    )


# Without credit or rights: every way out


WITHOUT = [
    ({"creators": []}, "Ảnh “Bến cá · anh.jpg” chưa ghi nguồn."),
    (
        {"rights_until": TODAY - DAY},
        f"Quyền sử dụng ảnh “Bến cá · anh.jpg” hết ngày {TODAY - DAY:%d/%m/%Y}, "
        f"trước ngày đăng {TODAY:%d/%m/%Y}.",
    ),
    (
        {"rights_from": TODAY + DAY},
        f"Quyền sử dụng ảnh “Bến cá · anh.jpg” chỉ có từ ngày {TODAY + DAY:%d/%m/%Y}, "
        f"sau ngày đăng {TODAY:%d/%m/%Y}.",
    ),
]


@pytest.mark.parametrize(("facts", "sentence"), WITHOUT)
@pytest.mark.parametrize("act", ["publish", "correct"])
def test_the_buttons_publish_no_such_photo(client, editor, facts, sentence, act):
    edition = make.published()
    photo = make.photo("Bến cá", **facts)
    use = PhotoUse.objects.create(article=edition.article, photo=photo)
    make.approved_again(edition.article, body=f'<figure data-photo="{use.key}"></figure>')

    response = send(client, edition.article, _act=act, reason="Thêm ảnh")

    assert sentence in [str(message) for message in response.context["messages"]]
    assert edition.article.editions.count() == 1


@pytest.mark.parametrize(("facts", "sentence"), WITHOUT)
def test_no_portrait_is_made_of_such_a_photo(client, editor, facts, sentence):
    photo, who = make.photo("Bến cá", **facts), make.person()
    values = values_of(client.get(page("change", photo.pk)))

    response = client.post(
        page("change", photo.pk),
        values | {"portraits-TOTAL_FORMS": 1, "portraits-0-person": who.pk},
    )

    assert sentence in text(response)
    assert not Portrait.objects.exists()


def test_a_story_is_scheduled_only_for_a_day_with_rights():
    photo = make.photo("Bến cá", rights_until=TODAY + DAY)
    article = make.approved(shown=[photo])
    at = timezone.now() + 2 * DAY

    with pytest.raises(publishing.PublishRefused, match=r"Bến cá · anh\.jpg"):
        publishing.publish(article, revision=article.approved_revision, by=make.editor(), at=at)

    assert not article.editions.exists()


# Another file


def original_of(photo):
    with photo.original.open("rb") as file:
        return file.read()


def upload(colour="red"):
    return SimpleUploadedFile("quet.jpg", make.jpeg(1200, 800, colour).getvalue(), "image/jpeg")


def test_another_file_keeps_the_old_one_and_live_stories_follow(client, editor):
    photo = make.photo()
    edition = make.published(shown=[photo])
    old = (photo.original.name, photo.checksum)

    client.post(page("replace", photo.pk), {"file": upload(), "reason": "Bản quét tốt hơn"})
    run(Fix.objects.get())

    photo.refresh_from_db()
    row = PastFile.objects.get()
    assert (row.original.name, row.checksum, row.source_file_name) == (*old, "anh.jpg")
    assert (row.replaced_by, row.reason, row.width) == (editor, "Bản quét tốt hơn", 1000)
    assert (photo.width, photo.source_file_name) == (1200, "quet.jpg")
    assert storages["private"].exists(old[0])
    after = live(edition.article)
    assert (after.kind, after.reason) == ("credit", "Bản quét tốt hơn")
    assert (edition.photos.get().checksum, after.photos.get().checksum) == (old[1], photo.checksum)
    assert "Bản quét tốt hơn" in text(client.get(page("change", photo.pk)))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": "Nhầm tệp"}, "Trường này là bắt buộc."),
        ({"file": upload(), "reason": ""}, "Trường này là bắt buộc."),
        (
            {"file": SimpleUploadedFile("a.jpg", b"<svg/>"), "reason": "Nhầm"},
            "SVG",
        ),
    ],
    ids=["no file", "no reason", "no picture"],
)
def test_what_cannot_replace_a_file_is_said(client, editor, given, sentence):
    photo = make.photo()

    response = client.post(page("replace", photo.pk), given)

    assert response.status_code == 200
    assert sentence in text(response)
    assert not PastFile.objects.exists()


def test_the_same_file_replaces_nothing(client, editor):
    photo = make.photo()
    again = SimpleUploadedFile("anh.jpg", original_of(photo))

    response = client.post(page("replace", photo.pk), {"file": again, "reason": "Nhầm"})

    assert "Đây đúng là tệp mà ảnh đang có." in text(response)
    assert not PastFile.objects.exists()


def test_reporters_replace_nothing(client):
    reporter = sign_in(client, Role.REPORTER)
    photo = make.photo(uploaded_by=reporter)

    answer = client.post(page("replace", photo.pk), {"file": upload(), "reason": "Nhầm"})

    assert answer.status_code == 403


# Taking down, and reading the private copy


def test_the_managing_editor_takes_a_photo_down(client):
    by = sign_in(client, Role.MANAGING_EDITOR)
    photo = make.photo("Cháu bé")
    edition = make.published(shown=[photo], headline="Bài có cháu bé")
    public = [row.file.name for row in Rendition.objects.all()]

    assert "Bài có cháu bé" in text(client.get(page("take_down", photo.pk)))
    client.post(page("take_down", photo.pk), {"reason": "Lộ mặt"})
    run(Fix.objects.get())

    shown = text(client.get(page("take_down", photo.pk)))
    assert "Không bạn đọc nào còn thấy ảnh" in shown
    assert "Lộ mặt" in shown
    assert not any(default_storage.exists(name) for name in public)
    assert live(edition.article).photos.count() == 0
    entry = LogEntry.objects.get(object_id=str(photo.pk))
    assert (entry.user, entry.change_message) == (by, "Gỡ ảnh: Lộ mặt")
    assert client.get(live(edition.article).path).status_code == 200


def test_what_is_not_finished_is_seen_and_tried_again(client):
    sign_in(client, Role.MANAGING_EDITOR)
    photo = make.photo()
    make.published(shown=[photo])
    client.post(page("take_down", photo.pk), {"reason": "Lộ mặt"})

    assert "Chưa xong: còn 1 bản đăng" in text(client.get(page("take_down", photo.pk)))
    Fix.objects.update(finished_at=timezone.now())
    client.post(page("take_down", photo.pk))

    assert Fix.objects.count() == 2


def test_without_a_reason_it_stays(client):
    sign_in(client, Role.MANAGING_EDITOR)
    photo = make.photo()

    assert client.post(page("take_down", photo.pk), {"reason": " "}).status_code == 200
    photo.refresh_from_db()
    assert not photo.is_taken_down


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR, Role.EDITOR])
def test_nobody_else_takes_down_or_sees_what_was_taken_down(client, role):
    sign_in(client, role)
    photo = make.photo()

    assert client.post(page("take_down", photo.pk), {"reason": "Vì thế"}).status_code == 403
    takedowns.take_down(photo, by=make.managing_editor(), reason="Lộ mặt")

    assert client.get(page("preview", photo.pk)).status_code == 404
    assert client.get(page("original", photo.pk)).status_code == 403
    assert "/preview/" not in text(client.get(page("changelist")))
    form = text(client.get(page("change", photo.pk)))
    assert "Ảnh này đã bị gỡ." in form
    assert "/preview/" not in form
    assert not PrivateRead.objects.exists()


def test_who_reads_the_private_copy_is_written_down_and_listed(client):
    by = sign_in(client, Role.MANAGING_EDITOR)
    photo = make.photo()
    takedowns.take_down(photo, by=by, reason="Lộ mặt")

    preview, original = (client.get(page(name, photo.pk)) for name in ["preview", "original"])

    assert b"".join(original.streaming_content) == original_of(photo)
    assert original["Content-Type"] == "application/octet-stream"
    assert b"".join(preview.streaming_content).startswith(b"\xff\xd8")
    assert all("no-store" in answer["Cache-Control"] for answer in (preview, original))
    assert list(PrivateRead.objects.order_by("pk").values_list("user", "copy")) == [
        (by.pk, "preview"),
        (by.pk, "original"),
    ]
    assert text(client.get(page("take_down", photo.pk))).count(str(by)) >= 2


def test_the_photo_desk_fetches_an_original_and_it_is_written_down(client):
    by = sign_in(client, Role.PHOTO_EDITOR)
    photo = make.photo()

    answer = client.get(page("original", photo.pk))

    assert 'filename="anh.jpg"' in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content) == original_of(photo)
    assert PrivateRead.objects.get().user == by


def test_a_reporter_fetches_no_original(client):
    reporter = sign_in(client, Role.REPORTER)
    photo = make.photo(uploaded_by=reporter)

    assert client.get(page("original", photo.pk)).status_code == 403


def test_a_photo_taken_down_is_not_offered_and_not_changed(client):
    by = sign_in(client, Role.MANAGING_EDITOR)
    photo = make.photo("Cháu bé")
    takedowns.take_down(photo, by=by, reason="Lộ mặt")
    query = {"app_label": "articles", "model_name": "photouse", "field_name": "photo"}

    offered = client.get(reverse("admin:autocomplete"), query | {"term": "chau be"}).json()

    assert offered["results"] == []
    assert client.post(page("change", photo.pk), {"caption": "Khác"}).status_code == 403
    assert client.get(page("change", photo.pk)).status_code == 200
