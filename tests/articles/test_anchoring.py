"""Quoted words are found again in a text that was edited, and never in the wrong place."""

import time
import unicodedata

import pytest

from articles.anchoring import Anchor, Spot, anchor, find

TEXT = [
    "Sáng nay, bến cá Cửa Lạch đón những chuyến tàu đầu vụ.",
    "Tàu về sớm hơn mọi năm, giá cá tăng gấp rưỡi. Ông Lê Văn Đạo nói vậy.",
    "Ngư dân phấn khởi. Ông Lê Văn Đạo hứa sẽ sửa cầu cảng.",
]


def mark(words, *, blocks=TEXT, paragraph=1, start=0):
    made = anchor(blocks, words=words, paragraph=paragraph, start=start)
    assert made is not None
    return made


def found(blocks, made):
    return [blocks[spot.paragraph][spot.start : spot.end] for spot in find(blocks, made)]


def test_an_anchor_keeps_the_words_and_what_stands_around_them():
    assert mark("giá cá tăng gấp rưỡi") == Anchor(
        quote="giá cá tăng gấp rưỡi",
        before="ạch đón những chuyến tàu đầu vụ.\nTàu về sớm hơn mọi năm, "[-40:],
        after=". Ông Lê Văn Đạo nói vậy.\nNgư dân phấn k"[:40],
        paragraph=1,
    )


def test_words_that_do_not_stand_there_have_no_anchor():
    assert anchor(TEXT, words="tàu ngầm", paragraph=1, start=0) is None
    assert anchor([], words="tàu", paragraph=0, start=0) is None
    assert anchor(TEXT, words="  ", paragraph=0, start=0) is None


def test_of_words_that_stand_twice_the_marked_ones_are_meant():
    first = mark("Ông Lê Văn Đạo", paragraph=1, start=46)
    second = mark("Ông Lê Văn Đạo", paragraph=2, start=19)

    assert find(TEXT, first) == [Spot(1, 46, 60)]
    assert find(TEXT, second) == [Spot(2, 19, 33)]


def test_words_typed_in_another_form_of_unicode_are_the_same():
    decomposed = unicodedata.normalize("NFD", "giá cá tăng gấp rưỡi")

    assert decomposed != "giá cá tăng gấp rưỡi"
    assert mark(decomposed) == mark("giá cá tăng gấp rưỡi")


EDITS = {
    "nothing": (TEXT, ["giá cá tăng gấp rưỡi"]),
    "a paragraph before": (["Mở đầu mới.", *TEXT], ["giá cá tăng gấp rưỡi"]),
    "moved to the end": ([TEXT[0], TEXT[2], TEXT[1]], ["giá cá tăng gấp rưỡi"]),
    "written anew around": (
        ["Theo Sở, giá cá tăng gấp rưỡi so với tháng trước."],
        ["giá cá tăng gấp rưỡi"],
    ),
    "split by a paragraph end": (
        [TEXT[0], "Tàu về sớm hơn mọi năm, giá cá", "tăng gấp rưỡi. Ông Lê Văn Đạo nói vậy."],
        ["giá cá", "tăng gấp rưỡi"],
    ),
    "a word put in": (
        [TEXT[0], "Tàu về sớm, giá cá thu tăng gấp rưỡi. Ông Lê Văn Đạo nói vậy."],
        ["giá cá thu tăng gấp rưỡi"],
    ),
    "a word changed": (
        [TEXT[0], "Tàu về sớm hơn mọi năm, giá cá tăng gấp đôi. Ông Lê Văn Đạo nói vậy."],
        ["giá cá tăng gấp"],
    ),
    "other blanks": ([TEXT[1].replace("giá cá", "giá  cá")], ["giá  cá tăng gấp rưỡi"]),
    "the other place of a tone": (
        ["Giá cá tăng gấp rưỡi, ngư dân hoà thuận."],
        ["Giá cá tăng gấp rưỡi"],
    ),
    "gone": ([TEXT[0], TEXT[2]], []),
    "mostly gone": ([TEXT[0], "Tàu về sớm, giá giảm mạnh."], []),
    "all gone": ([], []),
}


@pytest.mark.parametrize("edit", EDITS)
def test_words_are_found_after(edit):
    blocks, expected = EDITS[edit]

    assert found(blocks, mark("giá cá tăng gấp rưỡi")) == expected


def test_a_name_that_was_taken_out_is_not_the_same_name_elsewhere():
    marked = mark("Lê Văn Đạo", paragraph=1, start=50)
    without = [TEXT[0], "Tàu về sớm hơn mọi năm, giá cá tăng gấp rưỡi. Người dân nói vậy.", TEXT[2]]

    assert find(TEXT, marked) == [Spot(1, 50, 60)]
    assert find(without, marked) == []


def test_a_short_word_is_found_by_what_stands_around_it():
    marked = mark("sớm", paragraph=1)
    edited = [TEXT[0], "Năm nay tàu về sớm hơn mọi năm.", TEXT[2]]

    assert found(edited, marked) == ["sớm"]


def test_words_over_two_paragraphs_are_one_passage():
    marked = mark("Ông Lê Văn Đạo nói vậy.\nNgư dân phấn khởi.", start=46)
    one_is_gone = [TEXT[1], "Người dân vui mừng."]

    assert found(TEXT, marked) == ["Ông Lê Văn Đạo nói vậy.", "Ngư dân phấn khởi."]
    assert found(one_is_gone, marked) == ["Ông Lê Văn Đạo nói vậy"]


def test_a_whole_headline_needs_nothing_around_it():
    assert find(["Bến cá"], mark("Bến cá", blocks=["Bến cá"], paragraph=0)) == [Spot(0, 0, 6)]


def test_hostile_words_are_words():
    words = "(a+)+$ .* \\ [x"

    assert found([f"Đoạn {words} hết."], mark(words, blocks=[f"Đoạn {words} hết."])) == [words]


def test_a_passage_that_was_edited_is_found_in_a_long_paragraph():
    long = " ".join(f"chữ{number % 50}" for number in range(3000))
    edited = f"{long} giá cá thu tăng gấp rưỡi {long}"

    assert found([edited], mark("giá cá tăng gấp rưỡi")) == ["giá cá thu tăng gấp rưỡi"]


def test_words_said_again_and_again_take_no_time():
    chant = Anchor("ơi à " * 250)

    began = time.process_time()
    spots = find(["ơi này " * 10_000], chant)

    assert (spots, time.process_time() - began < 1) == ([], True)
