import pytest

from vietnamese.syllables import is_family_name, is_syllable


@pytest.mark.parametrize("word", ["Quyền", "NAM", "nghiêng", "gì", "Thuở", "Ý", "khuỷu"])
def test_is_syllable(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Reuters", "QMG", "Zalo", "Kpă", "", "N.K", "Internet"])
def test_is_no_syllable(word):
    assert not is_syllable(word)


def test_is_family_name_in_any_case_and_spelling():
    assert [is_family_name(word) for word in ("Nguyễn", "NGUYỄN", "Ksor", "Hoà", "Thắng")] == [
        True,
        True,
        True,
        False,
        False,
    ]
