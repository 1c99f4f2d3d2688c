"""The library: found by what one remembers, and by what is missing."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from photos.badges import badges
from photos.models import Photo
from photos.searching import matching
from tests import factories as make

pytestmark = pytest.mark.django_db

LIST = reverse("admin:photos_photo_changelist")


@pytest.fixture
def desk(client):
    client.force_login(make.UserFactory(role="photo_editor"))
    return client


def shown(response):
    return list(response.context["cl"].result_list)


@pytest.fixture
def photo():
    photo = make.awaiting_photo("Đoàn tàu về bến", place="Cửa Lạch", creators=["Đỗ Mây"])
    photo.provider = make.organisation("Báo Biển Đông", code="BBD")
    photo.source_file_name = "DSC_0042.JPG"
    photo.save()
    photo.creators.create(entity=make.person("Vũ Thị Ấm"))
    photo.subjects.add(make.person("Lê Văn Đạo"))
    return photo


@pytest.mark.parametrize(
    "term",
    [
        *("doan tau", "ĐOÀN TÀU", "cua lach", "dsc_0042", "do may", "bao bien", "bbd"),
        *("vu thi am", "le van dao", "Đạo", "  dao  "),
    ],
)
def test_a_photo_is_found_by_what_is_remembered_of_it(photo, term):
    make.awaiting_photo("Chợ phiên")

    assert list(matching(Photo.objects.all(), term)) == [photo]


def test_words_that_stand_nowhere_find_nothing_and_no_words_everything(photo):
    assert not matching(Photo.objects.all(), "sông băng").exists()
    assert not matching(Photo.objects.all(), "x" * 10_000).exists()
    assert list(matching(Photo.objects.all(), "   ")) == [photo]
    assert not matching(Photo.objects.all(), "100%_'\"").exists()


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        *((words, True) for words in ["do may", "ĐỖ MÂY", "vu thi am", "bao bien", "bbd"]),
        *((words, False) for words in ["doan tau", "cua lach", "le van dao", "sông băng"]),
        ("  ", True),
    ],
)
def test_the_credit_filters_by_its_words_and_by_no_others(desk, photo, words, is_found):
    other = make.awaiting_photo("Do May bbd", creators=[])

    page = desk.get(LIST, {"credit": words})

    found = [photo] if is_found else []
    assert shown(page) == (found if words.strip() else [other, photo])
    assert f'name="credit" value="{words}"' in page.content.decode()


def test_a_renamed_person_is_found_at_once(photo):
    who = photo.subjects.get()
    who.name = "Nguyễn Quang Khải"
    who.save()

    assert list(matching(Photo.objects.all(), "quang khai")) == [photo]


def lacking():
    today = timezone.localdate()
    day = datetime.timedelta(days=1)
    return {
        "caption": make.awaiting_photo("", alt_text="Tàu"),
        "credit": make.awaiting_photo("Không nguồn", creators=[], alt_text="Tàu"),
        "alt_text": make.awaiting_photo("Không chữ thay", alt_text=""),
        "soon": make.awaiting_photo("Sắp hết", alt_text="Tàu", rights_until=today + day),
        "ended": make.awaiting_photo("Đã hết", alt_text="Tàu", rights_until=today - day),
        "archive": make.awaiting_photo("Xưa", creators=[], kind="archive", alt_text="Tàu"),
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lacks=caption", ["caption"]),
        ("lacks=credit", ["credit"]),
        ("lacks=alt_text", ["alt_text"]),
        ("rights=week", ["soon"]),
        ("rights=soon", ["soon"]),
        ("rights=ended", ["ended"]),
        ("picture=here", []),
        ("picture=mine", []),
    ],
)
def test_filters_find_what_is_missing(desk, query, found):
    photos = lacking()

    assert shown(desk.get(f"{LIST}?{query}")) == [photos[name] for name in found]


def test_used_nowhere_and_whose(desk):
    used = make.photo("Đã đăng")
    make.published(shown=[used])
    free = make.awaiting_photo("Chưa dùng")

    assert shown(desk.get(f"{LIST}?picture=unused")) == [free]
    page = desk.get(LIST).content.decode()
    assert "1 bài: <a href" in page


def test_a_reporter_is_not_told_what_others_write(client):
    picture = make.photo("Đã chọn")
    make.story(shown=[picture], headline="Điều chưa ai biết")
    client.force_login(make.UserFactory())

    page = client.get(LIST).content.decode()

    assert "1 bài" in page
    assert "Điều chưa ai biết" not in page


@pytest.mark.parametrize("name", ["provider", "creator", "subject"])
def test_who_is_behind_or_in_a_photo_filters(desk, photo, name):
    make.awaiting_photo("Khác")
    Photo.objects.filter(pk=photo.pk).update(alt_text="")
    who = {
        "provider": photo.provider,
        "creator": photo.creators.exclude(entity=None).get().entity,
        "subject": photo.subjects.get(),
    }[name]

    page = desk.get(f"{LIST}?{name}={who.pk}&lacks=alt_text")

    assert shown(page) == [photo]
    text = page.content.decode()
    assert f'<option value="{who.pk}" selected>' in text
    assert '<input type="hidden" name="lacks" value="alt_text">' in text


@pytest.mark.parametrize("sent", ["x", "9" * 40, "0", "-1"])
def test_a_forged_filter_finds_nothing(desk, photo, sent):
    assert shown(desk.get(f"{LIST}?subject={sent}")) == []


def test_cards_say_of_rights_that_they_end():
    today = datetime.date(2026, 3, 1)
    days = [datetime.date(2026, 2, 28), today, datetime.date(2026, 3, 31), None]

    found = [
        badges(Photo(pk=1, caption="Ảnh", kind="archive", rights_until=day), today)[0]
        for day in days
    ]

    soon = "quyền sử dụng sắp hết"
    assert found == ["quyền sử dụng đã hết", soon, soon, "chờ ảnh"]


def test_cards_say_what_a_photo_lacks(desk):
    make.awaiting_photo("", creators=[], alt_text="")

    page = desk.get(LIST).content.decode()

    for word in ["chờ ảnh", "thiếu chú thích", "thiếu nguồn ảnh", "thiếu mô tả ảnh"]:
        assert f'<span class="desk-lack">{word}</span>' in page


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_photos(desk, django_assert_max_num_queries, count):
    for number in range(count):
        photo = make.photo(f"Ảnh {number}")
        photo.subjects.add(make.person())
        make.published(shown=[photo])

    with django_assert_max_num_queries(12):
        page = desk.get(LIST)

    assert len(shown(page)) == count
