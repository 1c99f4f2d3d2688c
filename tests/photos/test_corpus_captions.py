"""Captions of real papers; collected only where NEWSROOM_CORPUS is set."""

import json
import os
from pathlib import Path

import pytest

from photos.captions import parse
from vietnamese.text import squeeze

TEXT = Path(os.environ["NEWSROOM_CORPUS"]) / "text"
CAPTIONS = (TEXT / "captions.txt").read_text().splitlines()
CASES = json.loads((TEXT / "vi_cases.json").read_text())["credit"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0][:30])
def test_caption_of_the_measured_cases(case):
    text, caption, _ = case

    assert parse(text).caption.startswith(caption.partition(" ...")[0])
    assert "..." in caption or "label BEFORE" in caption or parse(text).caption == caption


@pytest.mark.parametrize("line", CAPTIONS)
def test_caption_and_credit_hold_every_word(line):
    parsed = parse(line)
    words = f"{parsed.caption} {parsed.raw}".split()
    separators = {"-", "–", "."}

    assert sorted(w.rstrip(",.:;") for w in words if w not in separators) == sorted(
        w.rstrip(",.:;") for w in squeeze(line).split() if w not in separators
    )


def test_nearly_all_labelled_captions_are_parted():
    whole = [line for line in CAPTIONS if not parse(line).has_credit]

    # Two labels before the caption, two that introduce a second caption.
    assert len(whole) <= 4


def test_body_paragraphs_stay_whole():
    bodies = [
        json.loads(line)["body"] for line in (TEXT / "articles.jsonl").read_text().splitlines()
    ]
    paragraphs = [line for body in bodies for line in body.split("\n")]
    labels = ("Ảnh", "Video", "Nguồn", "Đồ họa")

    parted = [line for line in paragraphs if parse(line).has_credit]

    assert all(parse(line).raw.lstrip("([").startswith(labels) for line in parted)
    assert all(len(parse(line).raw) < 90 for line in parted)
