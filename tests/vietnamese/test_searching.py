import pytest

from vietnamese.searching import forms, pairs_of, with_edges, words_of


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Hòa", ("hoa", "hoa\u0300")),
        ("hoà", ("hoa", "hoa\u0300")),
        ("ĐBQH", ("dbqh", "đbqh")),
        ("2025", ("2025", "2025")),
        ("Straße", ("strasse", "strasse")),
        ("x" * 50, ("x" * 40, "x" * 40)),
    ],
)
def test_forms_of_a_word(word, expected):
    assert forms(word) == expected


def test_words_have_their_places_and_no_signs():
    text = "GD&ĐT: Thắng-Lợi, 12/5 “ủy_ban” 🐟"

    found = [(word.folded, text[word.start : word.end]) for word in words_of(text)]

    assert found == [
        ("gd", "GD"),
        ("dt", "ĐT"),
        ("thang", "Thắng"),
        ("loi", "Lợi"),
        ("12", "12"),
        ("5", "5"),
        ("uy", "ủy"),
        ("ban", "ban"),
    ]


def test_word_knows_whether_it_was_written_with_marks():
    assert [word.has_marks for word in words_of("Hà Nội an toàn đo do")] == [
        True,
        True,
        False,
        True,
        True,
        False,
    ]


def test_pairs_and_edges():
    assert list(pairs_of(["ben", "ca", "moi"])) == ["ben_ca", "ca_moi"]
    assert list(pairs_of(["ben"])) == []
    assert with_edges(["ben", "ca"]) == " ben ca "
