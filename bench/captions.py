"""
How well credits are read, against lines labelled by hand: `python -m bench.captions LABELS`.

LABELS is a JSON list of {"line", "caption", "creators", "provider", "kind"} and stays outside the
project; `--articles FILE` also counts body paragraphs (JSON lines with "body") that are split.
Nothing is on record, so that the figure holds for a paper on its first day.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from photos.captions import ParsedCaption, parse
from vietnamese.text import squeeze

FIELDS = ("caption", "creators", "provider", "kind")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--articles", type=Path)
    options = parser.parse_args()
    labels = json.loads(options.labels.read_text(encoding="utf-8"))
    wrong: Counter[str] = Counter()
    for label in labels:
        parsed = parse(label["line"])
        missed = [field for field in FIELDS if given(parsed, field) != label[field]]
        missed += [] if keeps_every_word(label["line"], parsed) else ["words"]
        wrong.update(missed or ["none"])
        for field in missed:
            told = f"{label.get(field)!r} is {given(parsed, field)!r}" if field in FIELDS else ""
            sys.stdout.write(f"{field}: {told}\n    {label['line']}\n")
    sys.stdout.write(f"right in all: {wrong['none']} of {len(labels)}\n")
    for field in (*FIELDS, "words"):
        sys.stdout.write(f"  {field}: {len(labels) - wrong[field]}\n")
    if options.articles:
        show_split_paragraphs(options.articles)


def given(parsed: ParsedCaption, field: str) -> object:
    value = getattr(parsed, field)
    return list(value) if isinstance(value, tuple) else value


def keeps_every_word(line: str, parsed: ParsedCaption) -> bool:
    """Say whether caption and raw together hold the words of the line, and no others."""
    return words(squeeze(line)) == words(f"{parsed.caption} {parsed.raw}")


def words(text: str) -> Counter[str]:
    spaced = "".join(letter if letter.isalnum() else " " for letter in text)
    return Counter(spaced.split())


def show_split_paragraphs(path: Path) -> None:
    """Print each paragraph that is taken for a caption, to be judged by a reader."""
    total = split = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            for paragraph in (json.loads(line).get("body") or "").splitlines():
                total += 1
                parsed = parse(paragraph)
                if parsed.has_credit:
                    split += 1
                    sys.stdout.write(f"split: …{parsed.caption[-40:]} | {parsed.raw}\n")
    sys.stdout.write(f"paragraphs: {total}, split: {split}\n")


if __name__ == "__main__":
    main()
