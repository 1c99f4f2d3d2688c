import random

import pytest

from vietnamese.sorting import family_name, given_name, name_sort_key, sort_key

# In the order of a dictionary.
WORDS = """
3 An Ánh Ăn Ân Bà Bả Bã Bá Bạ Dân Dũng Duy đa Đạt em Êm hoa hoà hòa Hòa hóa
Lê Nam Ngọc Oanh Ông Ơn Quý Thuỷ Thủy Uyên Ưng ý Ý Yến
"""
PEOPLE = [
    "Lê Văn An",
    "Trần Thị Ánh",
    "Đỗ Văn Ân",
    "Vũ Minh Khôi",
    "Bùi Thị Thủy",
    "Lê Thị Thuỷ",
    "Lê Thị Thủy",
    "Lê Văn Thủy",
    "Đặng Quốc Tiến",
]


def shuffled(items):
    return random.Random(7).sample(items, len(items))


def test_sort_key_follows_the_vietnamese_alphabet():
    words = WORDS.split()

    assert sorted(shuffled(words), key=sort_key) == words


def test_sort_key_puts_small_before_capital_and_words_before_letters():
    assert sorted(["Ca", "ca", "cao", "ca sĩ", "Cá"], key=sort_key) == [
        "ca",
        "Ca",
        "Cá",
        "ca sĩ",
        "cao",
    ]


def test_sort_key_is_digits_only():
    assert sort_key("Đặng Ñ 東 & İ ☃").isdigit()
    assert sort_key("") == "00"


def test_name_sort_key_sorts_by_given_family_middle():
    assert sorted(shuffled(PEOPLE), key=name_sort_key) == PEOPLE


def test_name_sort_key_with_a_given_name_that_is_not_last():
    keys = {
        "Y Thanh Hà Niê Kđăm": name_sort_key("Y Thanh Hà Niê Kđăm", given="Hà"),
        "Lê Văn Giang": name_sort_key("Lê Văn Giang"),
        "Lê Văn Hân": name_sort_key("Lê Văn Hân"),
    }

    assert sorted(keys, key=keys.get) == ["Lê Văn Giang", "Y Thanh Hà Niê Kđăm", "Lê Văn Hân"]


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [("Vũ Minh Khôi", "Khôi", "Vũ"), ("Khôi", "Khôi", ""), ("", "", ""), (" Vũ  An ", "An", "Vũ")],
)
def test_given_and_family_name(name, given, family):
    assert (given_name(name), family_name(name)) == (given, family)
