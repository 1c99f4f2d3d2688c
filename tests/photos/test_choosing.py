"""What the file says, fact by fact, and its buttons in the form of the photo."""

import pytest
from django.urls import reverse

from photos import choosing
from photos.credits import credit_of
from photos.models import Photo
from tests import factories as make
from tests.forms import values_of

pytestmark = pytest.mark.django_db


def said(value, source="XMP", *, is_guessed=False):
    return {"value": value, "source": source, "is_guessed": is_guessed}


SAID = {
    "caption": [said("Tàu về bến."), said("Tàu về", "IIM", is_guessed=True)],
    "headline": [said("Bến cá")],
    "creators": [said(["Lê Đạo", "Vũ An"])],
    "credit": [said("Hà Mi/QMG")],
    "taken_at": [said("2026-11-17T08:30:00+07:00", "EXIF")],
    "place": [said("Cửa Lạch")],
    "people": [said(["Đỗ Mây", "Ai Đó", "Lê Hai"])],
    "source_type": [said("screenCapture")],
    "instructions": [said("Không dùng trước 6 giờ")],
}


@pytest.fixture
def photo():
    photo = make.photo("Bến cá", creators=[], credit_as_written="")
    photo.embedded = SAID
    photo.caption = ""
    photo.save()
    return photo


@pytest.fixture
def records():
    """A person, and a provider, of whom the file speaks; and two of one name."""
    for _time in range(2):
        make.person("Lê Hai")
    return make.person("Đỗ Mây"), make.organisation("Báo Quảng Minh", code="QMG")


def test_each_fact_knows_its_boxes(photo, records):
    person, provider = records

    found = {c.key: c.boxes for row in choosing.rows(photo) for c in row["choices"]}

    assert found == {
        "caption:0": {"caption": "Tàu về bến."},
        "caption:1": {"caption": "Tàu về"},
        "headline:0": {},
        "creators:0": {"credit": {"creators": ["Lê Đạo", "Vũ An"]}},
        "credit:0": {
            "credit": {
                "creators": ["Hà Mi"],
                "provider": {"id": provider.pk, "name": "Báo Quảng Minh"},
            }
        },
        "taken_at:0": {"taken_at": ["17/11/2026", "08:30:00"]},
        "place:0": {"place": "Cửa Lạch"},
        "people:0": {"subjects": [{"id": person.pk, "name": "Đỗ Mây"}]},
        "source_type:0": {"credit": {"kind": "screenshot"}},
        "instructions:0": {"instructions": "Không dùng trước 6 giờ"},
    }


def test_all_of_it_is_the_first_of_each_with_the_by_line_over_the_credit_line(photo, records):
    person, provider = records

    assert choosing.chosen(photo, choosing.ALL) == {
        "caption": "Tàu về bến.",
        "taken_at": ["17/11/2026", "08:30:00"],
        "place": "Cửa Lạch",
        "subjects": [{"id": person.pk, "name": "Đỗ Mây"}],
        "instructions": "Không dùng trước 6 giờ",
        "credit": {
            "creators": ["Lê Đạo", "Vũ An"],
            "provider": {"id": provider.pk, "name": "Báo Quảng Minh"},
            "kind": "screenshot",
        },
    }
    assert choosing.chosen(photo, "caption:7") == choosing.chosen(photo, "x") == {}


def test_names_that_mean_no_record_or_several_are_told(photo, records):
    photo.embedded = {"people": SAID["people"], "credit": [said("ABC"), said("nhiếp ảnh gia Ba")]}

    strangers = [
        (str(one.kind), one.name, one.is_several)
        for row in choosing.rows(photo)
        for choice in row["choices"]
        for one in choice.strangers
    ]

    assert strangers == [
        ("person", "Ai Đó", False),
        ("person", "Lê Hai", True),
        ("organisation", "ABC", False),
    ]


def test_an_agency_that_is_not_on_record_makes_nobody_an_agency(photo):
    photo.embedded = {"credit": [said("Hà Mi/TTXVN")]}

    [row] = choosing.rows(photo)

    [choice] = row["choices"]
    assert choice.boxes == {"credit": {"creators": ["Hà Mi"]}}
    assert [one.name for one in choice.strangers] == ["TTXVN"]


# The form.


def address(photo):
    return reverse("admin:photos_photo_change", args=[photo.pk])


def use(client, photo, key, **changes):
    values = values_of(client.get(address(photo))) | changes | {"_use": key}
    response = client.post(address(photo), values, follow=True)
    photo.refresh_from_db()
    return [str(message) for message in response.context["messages"]]


def credit():
    return credit_of(Photo.objects.with_credit().get()).printed


@pytest.fixture
def editor(client):
    client.force_login(make.editor())
    return client


def test_a_button_fills_its_box_without_script_and_saves(editor, photo, records):
    use(editor, photo, "caption:1")
    assert (photo.caption, photo.place) == ("Tàu về", "")

    use(editor, photo, "creators:0")
    assert [creator.name for creator in photo.creators.all()] == ["Lê Đạo", "Vũ An"]

    use(editor, photo, "taken_at:0")
    assert photo.taken_at.isoformat() == "2026-11-17T01:30:00+00:00"

    use(editor, photo, "people:0")
    assert list(photo.subjects.all()) == [records[0]]


def test_all_fills_what_is_empty_and_leaves_what_is_not(editor, photo, records):
    told = use(editor, photo, "all", caption="Chú thích của tôi", kind="archive")

    assert (photo.caption, photo.place) == ("Chú thích của tôi", "Cửa Lạch")
    assert credit() == "Ảnh tư liệu: Lê Đạo - Vũ An/QMG"
    assert not any("Giữ nguyên" in sentence for sentence in told)


def test_the_kind_of_another_provider_is_not_taken(editor, photo):
    make.organisation("Thông tấn xã Việt Nam", code="TTXVN")
    own = make.organisation("Báo Quảng Minh", code="QMG")
    photo.embedded = {"credit": [said("TTXVN")]}
    photo.save()

    use(editor, photo, "all", provider=own.pk)

    assert (photo.provider_id, photo.kind) == (own.pk, "unknown")


@pytest.mark.parametrize(
    ("key", "typed", "label"),
    [
        ("caption:0", {"caption": "Của tôi"}, "chú thích"),
        ("taken_at:0", {"taken_at_0": "01/02/2026", "taken_at_1": "10:00"}, "chụp lúc"),
        ("source_type:0", {"kind": "archive"}, "loại nguồn ảnh"),
        (
            "creators:0",
            {
                "creators-TOTAL_FORMS": 1,
                "creators-0-name": "Hà Mi",
                "creators-0-position": 0,
            },
            "tác giả",
        ),
    ],
)
def test_what_somebody_typed_stays_and_is_told(editor, photo, key, typed, label):
    told = use(editor, photo, key, **typed)

    [sentence] = [one for one in told if one.startswith("Giữ nguyên")]
    assert label.lower() in sentence.lower()
    assert [creator.name for creator in photo.creators.all()] in ([], ["Hà Mi"])


def test_forged_buttons_and_rows_save_and_choose_nothing(editor, photo):
    use(editor, photo, "caption:99")
    assert photo.caption == ""

    values = values_of(editor.get(address(photo)))
    forged = values | {"_use": "creators:0", "creators-TOTAL_FORMS": "x"}
    assert editor.post(address(photo), forged).status_code == 200
    assert not photo.creators.exists()


def page_of(client, photo):
    return " ".join(client.get(address(photo)).content.decode().split())


def test_buttons_are_for_who_may_save_and_records_for_who_may_make_them(client, photo):
    client.force_login(make.editor())
    page = page_of(client, photo)
    assert 'name="_use" value="caption:0"' in page
    assert "/admin/entities/entity/add/?kind=person&amp;name=Ai%20%C4%90%C3%B3" in page
    # Enter in a box saves: it is the first button of the form.
    assert page.index('name="_continue"') < page.index('name="_use"')

    client.force_login(make.UserFactory(role="photo_editor"))
    page = page_of(client, photo)
    assert "nhờ biên tập viên lập hồ sơ" in page
    assert "/admin/entities/entity/add/?kind=person" not in page

    client.force_login(make.UserFactory())
    page = page_of(client, photo)
    assert "Tàu về bến." in page
    assert 'name="_use"' not in page
