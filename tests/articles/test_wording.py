import random

import pytest

from articles.wording import Run, changes, paired


def told(old, new):
    marks = {"same": "{}", "added": "[+{}]", "removed": "[-{}]"}
    return "".join(marks[run.kind].format(run.text) for run in changes(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("Tàu về sớm.", "Tàu về sớm.", "Tàu về sớm."),
        ("", "Tàu về.", "[+Tàu về.]"),
        ("Tàu về.", "", "[-Tàu về.]"),
        ("Tàu về sớm.", "Tàu về rất sớm.", "Tàu về [+rất ]sớm."),
        ("Ông Lê Văn Tú nói.", "Ông Lê Văn Tứ nói.", "Ông Lê Văn [-Tú][+Tứ] nói."),
        # Three words written anew are one change, not three.
        (
            "Họp ở xã nhỏ cũ nay.",
            "Họp ở phường lớn mới nay.",
            "Họp ở [-xã nhỏ cũ][+phường lớn mới] nay.",
        ),
        ("Chi 1.250 tỷ.", "Chi 1.520 tỷ.", "Chi [-1.250][+1.520] tỷ."),
        ("Ngày 17/11, họp", "Ngày 18/11, họp", "Ngày [-17/11][+18/11], họp"),
        ("Tàu về", "Tàu về.", "Tàu về[+.]"),
    ],
)
def test_changes_are_told_in_words(old, new, expected):
    assert told(old, new) == expected


def test_both_texts_come_out_of_the_changes():
    words = ["tàu", "cá", "về", "bến", ",", ".", " ", "\n", "17/11", "Lê", "Tú"]
    dice = random.Random(7)
    for _round in range(300):
        old, new = (
            "".join(dice.choice(words) for _n in range(dice.randrange(30))) for _side in range(2)
        )

        runs = changes(old, new)

        assert "".join(run.text for run in runs if run.kind != "added") == old
        assert "".join(run.text for run in runs if run.kind != "removed") == new
        assert all(run.text for run in runs)


def test_texts_too_long_to_compare_are_written_anew():
    old, new = "a " * 40_000, "b " * 40_000

    runs = changes(f"Đầu {old}", f"Đầu {new}")

    assert [run.kind for run in runs] == ["same", "removed", "added", "same"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], [], []),
        (["một hai ba"], ["một hai ba"], [(0, 0)]),
        (["một hai ba"], ["một hai bốn"], [(0, 0)]),
        (["một hai ba"], ["tàu cá cập bến"], [(0, None), (None, 0)]),
        (
            ["một hai ba", "tàu cá về"],
            ["mới tinh", "tàu cá về bến"],
            [(0, None), (None, 0), (1, 1)],
        ),
        (
            ["một hai", "tàu cá về", "ba bốn"],
            ["tàu cá về", "ba bốn năm"],
            [(0, None), (1, 0), (2, 1)],
        ),
    ],
)
def test_paragraphs_find_what_became_of_them(old, new, expected):
    assert paired(old, new) == expected


def test_every_paragraph_is_told_once_and_in_order():
    dice = random.Random(11)
    words = ["tàu", "cá", "về", "bến", "sớm", "muộn"]
    for _round in range(200):
        old, new = (
            [" ".join(dice.choices(words, k=4)) for _n in range(dice.randrange(8))]
            for _side in range(2)
        )

        pairs = paired(old, new)

        assert [a for a, _b in pairs if a is not None] == list(range(len(old)))
        assert [b for _a, b in pairs if b is not None] == list(range(len(new)))


def test_a_run_is_a_value():
    assert changes("a", "a") == [Run("same", "a")]
