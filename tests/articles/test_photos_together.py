"""Many photos changed at once: what is filled in, in whom it may be, seen before it is saved."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import together, uses
from articles.models import Edition, Fix
from photos.models import Photo
from photos.together import MOST, Wanted, facts, read
from tests import factories as make

pytestmark = pytest.mark.django_db

LIST = reverse("admin:photos_photo_changelist")
PAGE = reverse("admin:photos_photo_together")


@pytest.fixture
def desk(client):
    client.force_login(make.UserFactory(role="photo_editor"))
    return client


def address(*photos):
    return f"{PAGE}?photos={','.join(str(photo.pk) for photo in photos)}"


def confirmed(page, **more):
    """What the browser sends of the preview."""
    rows = page.context["rows"]
    stamps = [f"{row.outcome.photo.pk}:{row.outcome.stamp}" for row in rows]
    return dict(page.context["sent"]) | {"stamp": stamps, "confirmed": "1"} | more


def told(page):
    return [str(message) for message in page.context["messages"]]


def test_the_action_leads_to_the_form_with_the_chosen_photos(desk):
    one, two, _three = [make.awaiting_photo(f"Ảnh {n}") for n in range(3)]
    data = {"action": "edit_together", "_selected_action": [two.pk, one.pk]}

    page = desk.post(LIST, data, follow=True)

    assert page.redirect_chain == [(address(one, two), 302)]
    assert list(page.context["photos"]) == [one, two]


def test_more_than_fit_into_one_act_are_refused(desk):
    Photo.objects.bulk_create(Photo(caption=f"Ảnh {n}") for n in range(MOST + 1))
    data = {"action": "edit_together", "select_across": "1", "_selected_action": ["1"]}

    page = desk.post(LIST, data, follow=True)

    assert told(page) == ["Mỗi lần chọn nhiều nhất 100 ảnh."]


def test_every_field_is_changed_in_every_photo_and_only_after_the_preview(desk):
    provider = make.organisation("Báo Biển Đông", code="BBD")
    maker, guest, before = make.person("Vũ Thị Ấm"), make.person("Lê Đạo"), make.person("Mai Nhã")
    hour = datetime.datetime(2025, 3, 2, 0, 30, tzinfo=datetime.UTC)
    one = make.awaiting_photo("Một", taken_at=hour)
    two = make.awaiting_photo("Hai", creators=[])
    one.subjects.add(before)
    data = {
        "caption": "Lễ hội cầu ngư",
        "creators": [maker.pk],
        "creator_names": "Thanh Vân\n\n",
        "provider": provider.pk,
        "kind": "contributor",
        "medium": "video",
        "subjects": [guest.pk],
        "subjects_how": "add",
        "taken_on": "17/11/2025",
        "place": "Cửa Lạch",
        "usage_terms": "Dùng một lần",
        "rights_from": "01/11/2025",
        "rights_until": "31/12/2030",
    }

    preview = desk.post(address(one, two), data)
    untouched = [facts(read(photo.pk))["caption"] for photo in [one, two]]
    changed = [len(row.outcome.changes) for row in preview.context["rows"]]
    page = desk.post(address(one, two), confirmed(preview) | data, follow=True)

    assert (untouched, changed) == (["Một", "Hai"], [10, 10])
    both = {
        "caption": "Lễ hội cầu ngư",
        "credit": "Video: Vũ Thị Ấm - Thanh Vân/BBD",
        "kind": "cộng tác viên",
        "medium": "video",
        "place": "Cửa Lạch",
        "usage_terms": "Dùng một lần",
        "rights_from": "01/11/2025",
        "rights_until": "31/12/2030",
    }
    assert [facts(read(photo.pk)) for photo in [one, two]] == [
        both | {"subjects": "Lê Đạo, Mai Nhã", "taken_at": "07:30, 17/11/2025"},
        both | {"subjects": "Lê Đạo", "taken_at": "00:00, 17/11/2025"},
    ]
    assert told(page) == ["Đã sửa 2 ảnh."]
    history = desk.get(reverse("admin:photos_photo_history", args=[one.pk])).content.decode()
    assert "hạn sử dụng" in history or "chú thích ảnh" in history


def test_what_is_left_empty_stays_and_what_is_ticked_is_emptied(desk):
    photo = make.awaiting_photo("Một", place="Cửa Lạch", usage_terms="Dùng một lần")
    photo.subjects.add(make.person("Mai Nhã"))
    before = facts(read(photo.pk))

    preview = desk.post(address(photo), {"empty_place": "on", "empty_subjects": "on"})
    desk.post(address(photo), confirmed(preview))

    assert facts(read(photo.pk)) == before | {"place": "", "subjects": ""}


def test_people_may_be_replaced(desk):
    photo, old, new = make.awaiting_photo(), make.person("Mai Nhã"), make.person("Lê Đạo")
    photo.subjects.add(old)

    preview = desk.post(address(photo), {"subjects": [new.pk], "subjects_how": "replace"})
    desk.post(address(photo), confirmed(preview))

    assert list(photo.subjects.all()) == [new]


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({}, "__all__", "Chưa điền gì nên không có gì thay đổi."),
        (
            {"place": "Cửa Lạch", "empty_place": "on"},
            "place",
            "Hoặc điền, hoặc để trống, không chọn cả hai.",
        ),
        ({"creator_names": "x" * 121}, "creator_names", "Mỗi tên dài nhất 120 ký tự."),
        (
            {"rights_from": "02/01/2026", "rights_until": "01/01/2026"},
            "rights_until",
            "Quyền sử dụng hết hạn trước khi bắt đầu.",
        ),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field(desk, data, field, sentence):
    page = desk.post(address(make.awaiting_photo()), data)

    assert page.context["form"].errors == {field: [sentence]}


@pytest.mark.parametrize("sent", ["", "x", "0", "9" * 30, "1,2"])
def test_no_photo_is_no_page(desk, sent):
    page = desk.get(f"{PAGE}?photos={sent}", follow=True)

    assert told(page) == ["Không tìm thấy ảnh nào đã chọn."]


@pytest.mark.parametrize("field", ["creators", "provider", "subjects"])
def test_forged_records_are_refused(desk, field):
    page = desk.post(address(make.awaiting_photo()), {field: ["9" * 30]})

    assert list(page.context["form"].errors) == [field]


def test_a_reporter_changes_own_photos_and_is_told_of_the_others(client):
    reporter = make.UserFactory()
    client.force_login(reporter)
    own, other = make.awaiting_photo("Của tôi", uploaded_by=reporter), make.awaiting_photo("Khác")

    preview = client.post(address(own, other), {"place": "Cửa Lạch"})
    page = client.post(address(own, other), confirmed(preview), follow=True)

    assert sorted(Photo.objects.values_list("caption", "place")) == [
        ("Của tôi", "Cửa Lạch"),
        ("Khác", ""),
    ]
    assert told(page) == ["Đã sửa 1 ảnh.", "“Khác”: Vai trò của bạn không được sửa ảnh này."]


def test_what_somebody_else_changed_since_the_preview_is_left(desk):
    one, two = make.awaiting_photo("Một"), make.awaiting_photo("Hai")
    preview = desk.post(address(one, two), {"place": "Cửa Lạch"})
    one.subjects.add(make.person())

    page = desk.post(address(one, two), confirmed(preview), follow=True)

    assert sorted(Photo.objects.values_list("caption", "place")) == [
        ("Hai", "Cửa Lạch"),
        ("Một", ""),
    ]
    assert told(page)[1:] == ["“Một”: Có người vừa sửa ảnh này, hãy xem lại."]


def test_without_a_preview_nothing_is_saved(desk):
    photo = make.awaiting_photo()

    desk.post(address(photo), {"place": "Cửa Lạch", "confirmed": "1"})

    assert Photo.objects.get().place == ""


def test_published_stories_are_brought_up_to_date(desk):
    one, two = make.photo("Chợ phien"), make.photo("Bến cá", colour="teal")
    make.published(shown=[one])
    data = {"caption": "Chợ phiên"}

    preview = desk.post(address(one, two), data)
    stories = preview.context["stories"]
    desk.post(address(one, two), confirmed(preview, correction_reason="Sai dấu"))

    fix = Fix.objects.get()
    assert stories == 1
    assert (fix.photo, fix.kind, fix.total, fix.reason) == (one, "credit", 1, "Sai dấu")


def test_a_preview_leaves_nothing_behind():
    picture = make.photo("Chợ phien")
    make.published(shown=[picture])

    rows = together.rehearse(
        [picture.pk], Wanted({"caption": "Chợ (Ảnh: XYZ)"}), by=make.managing_editor()
    )

    assert [row.stories for row in rows] == [1]
    assert (Photo.objects.get().caption, Fix.objects.count(), Edition.objects.count()) == (
        "Chợ phien",
        0,
        1,
    )


def test_a_preview_counts_stories_and_not_their_editions(django_assert_num_queries):
    bridge, pier, unused = (make.photo(name) for name in ("Cầu", "Bến", "Chợ"))
    both = make.published(shown=[bridge, pier])
    make.published(shown=[pier])
    in_an_hour = timezone.now() + datetime.timedelta(hours=1)
    make.republished(both.article, at=in_an_hour, headline="Hai bờ nối nhau")

    with django_assert_num_queries(1):
        stories = uses.current_stories([bridge, pier, unused])

    assert [stories[photo.pk] for photo in (bridge, pier, unused)] == [1, 2, 0]


def test_a_photo_that_readers_see_keeps_a_credit(desk):
    picture = make.photo("Chợ phiên")
    make.published(shown=[picture])

    page = desk.post(address(picture), {"empty_creators": "on"})

    assert [row.outcome.refusal for row in page.context["rows"]] == [
        "Bạn đọc đang xem ảnh này: phần ghi nguồn phải có tác giả hoặc nơi cung cấp."
    ]
    assert picture.creators.count() == 1


def test_rights_that_would_end_before_they_begin_leave_that_photo(desk):
    late = make.awaiting_photo("Muộn", rights_from=datetime.date(2026, 5, 1))
    plain = make.awaiting_photo("Thường")

    page = desk.post(address(late, plain), {"rights_until": "01/03/2026"})

    refusals = [row.outcome.refusal for row in page.context["rows"]]
    assert refusals == ["Quyền sử dụng hết hạn trước khi bắt đầu.", ""]


def test_a_photo_that_was_taken_down_is_left(desk):
    photo = make.awaiting_photo()
    Photo.objects.update(taken_down_at=timezone.now(), taken_down_by=make.managing_editor())

    page = desk.post(address(photo), {"place": "Cửa Lạch"})

    assert [row.outcome.refusal for row in page.context["rows"]] == ["Ảnh này đã bị gỡ."]


def test_what_was_filled_in_can_be_changed_again(desk):
    page = desk.post(address(make.awaiting_photo()), {"place": "Cửa Lạch", "again": "1"})

    assert page.context["form"]["place"].value() == "Cửa Lạch"
    assert "rows" not in page.context


def test_who_is_not_signed_in_has_no_such_page(client):
    assert client.get(address(make.awaiting_photo())).status_code == 302
