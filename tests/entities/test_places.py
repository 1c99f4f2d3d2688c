import datetime
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from entities import places
from entities.models import Place, PlaceKind

pytestmark = pytest.mark.django_db


def run(command, **options):
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


def place(code):
    row = Place.objects.select_related("province").get(code=code)
    return row.kind, row.name, row.province and row.province.name, row.valid_from


def test_loading_makes_the_country():
    line = run("load_places")

    july = datetime.date(2025, 7, 1)
    assert line == "Đã tạo 3355 địa bàn, 0 địa bàn có sẵn.\n"
    assert Counter(Place.objects.values_list("kind", flat=True)) == {
        PlaceKind.PROVINCE: 27,
        PlaceKind.CITY: 7,
        PlaceKind.COMMUNE: 2611,
        PlaceKind.WARD: 697,
        PlaceKind.SPECIAL_ZONE: 13,
    }
    assert [place(code) for code in ["22", "46", "38"]] == [
        (PlaceKind.PROVINCE, "Quảng Ninh", None, july),
        (PlaceKind.CITY, "Huế", None, july),
        # As papers write it.
        (PlaceKind.PROVINCE, "Thanh Hóa", None, july),
    ]
    assert [place(code) for code in ["06652", "07192"]] == [
        (PlaceKind.WARD, "Hà Tu", "Quảng Ninh", july),
        (PlaceKind.SPECIAL_ZONE, "Cô Tô", "Quảng Ninh", july),
    ]


def test_loading_again_changes_nothing_and_undoes_nothing():
    places.load()
    Place.objects.filter(code="06652").update(name="Hà Tu (cũ)", folded_name="ha tu (cu)")
    before = list(Place.objects.order_by("pk").values())

    line = run("load_places")

    assert line == "Không có gì phải làm: đủ 3355 địa bàn.\n"
    assert list(Place.objects.order_by("pk").values()) == before


def test_loading_makes_what_is_missing():
    places.load()
    Place.objects.filter(code="06652").delete()

    assert places.load() == places.Loaded(made=1, kept=3354)
    assert place("06652")[1:3] == ("Hà Tu", "Quảng Ninh")


@pytest.mark.parametrize("count", [1, 2])
def test_loading_takes_few_queries(django_assert_max_num_queries, count):
    for _time in range(count - 1):
        places.load()

    with django_assert_max_num_queries(40):  # SQLite takes 999 values at once
        places.load()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Quảng Ninh", "22"),
        ("quang ninh", "22"),
        ("Tỉnh Quảng Ninh", "22"),
        ("22", "22"),
        (" 01 ", "01"),
        ("thành phố Huế", "46"),
        ("TP.HCM", "79"),
        ("TP Hồ Chí Minh", "79"),
        ("Thanh Hoá", "38"),
        ("dak lak", "66"),
    ],
)
def test_province_is_found_as_people_write_it(text, code):
    places.load()

    assert places.province(text).code == code


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Quảng Nin",
            "Không có tỉnh, thành phố nào tên “Quảng Nin”. "
            "Có phải: Quảng Ninh, Quảng Ngãi, Quảng Trị?",
        ),
        ("Atlantis 3000", "Không có tỉnh, thành phố nào tên “Atlantis 3000”."),
        # A ward is no province.
        ("06652", "Không có tỉnh, thành phố nào tên “06652”."),
        ("", "Không có tỉnh, thành phố nào tên “”."),
    ],
)
def test_unknown_province_is_told_with_what_is_near(text, sentence):
    places.load()

    with pytest.raises(CommandError, match=r".") as refusal:
        call_command("load_bodies", province=text)

    assert str(refusal.value) == sentence


def test_province_of_an_empty_record_says_what_to_do_first():
    with pytest.raises(places.UnknownProvince) as refusal:
        places.province("Quảng Ninh")

    assert str(refusal.value) == "Chưa có địa bàn nào: hãy chạy load_places trước."
