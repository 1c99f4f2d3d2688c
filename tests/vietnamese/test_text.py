import unicodedata

import pytest

from vietnamese.text import fold, normalise, squeeze, tone_key

ONE_WORD_TWO_WAYS = [
    ("hòa", "hoà"),
    ("thủy", "thuỷ"),
    ("Ủy", "Uỷ"),
    ("khỏe", "khoẻ"),
    ("quý", "qúy"),
    ("người", "ngừơi"),
    ("Bà Rịa – Vũng Tàu", "Bà  Rịa - Vũng Tàu"),
]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        pytest.param("To\u0309 u\u031b\u0301ng", "Tỏ ứng", id="decomposed"),
        pytest.param(
            "\u00d0\u1eb7ng, \u0189\u1eb7ng, \u00f0\u01a1n", "Đặng, Đặng, đơn", id="look_alikes"
        ),
        pytest.param("một\r\nhai\rba\vbốn\u2028năm", "một\nhai\nba\nbốn\nnăm", id="line_breaks"),
        pytest.param("một\u00a0hai\u2003ba\u3000bốn", "một hai ba bốn", id="spaces"),
        pytest.param("\ufeffxã\u200b hội\u00ad\x00\x07\x9f", "xã hội", id="invisible"),
        # ư and é of TCVN3, to whoever converts it later; of other texts nothing.
        pytest.param("§ång chÝ BÐ th\u00ad V¨n", "§ång chÝ BÐ th\u00ad V¨n", id="tcvn3"),
        pytest.param("© Ðông Hà, ®îc Ð", "© Đông Hà, ®îc Đ", id="one_sign_is_no_tcvn3"),
        pytest.param("Ðồng ®îc V¨n", "Đồng ®îc V¨n", id="a_letter_of_unicode_is_no_tcvn3"),
        pytest.param("a\ud800b\ufffec", "abc", id="not_characters"),
        pytest.param("cột\tmột", "cột\tmột", id="tab_is_kept"),
        pytest.param("hoà và hòa", "hoà và hòa", id="tone_is_not_moved"),
    ],
)
def test_normalise(typed, stored):
    assert normalise(typed) == stored
    assert normalise(stored) == stored


def test_squeeze_gives_one_line():
    assert squeeze("  Vũ\u00a0 Minh\n\tAn ") == "Vũ Minh An"


@pytest.mark.parametrize(("one", "other"), ONE_WORD_TWO_WAYS)
def test_tone_key_equates_two_ways_of_typing(one, other):
    forms = [one, other, unicodedata.normalize("NFD", one), unicodedata.normalize("NFD", other)]

    assert len({tone_key(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoa", "hòa"), ("Thắng", "Thăng"), ("Hà", "Hạ"), ("Duy", "Dũy"), ("Hòa", "hòa"), ("d", "đ")],
)
def test_tone_key_keeps_words_apart(one, other):
    assert tone_key(one) != tone_key(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đại  Thắng", "dai thang"),
        ("ĐẠI THẮNG", "dai thang"),
        ("kinh tế – xã hội", "kinh te - xa hoi"),
        ("Giải İstanbul", "giai istanbul"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded
    assert fold(folded) == folded
