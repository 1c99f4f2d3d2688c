"""Is the first line a headline, and if there is none, what might it be?"""

import re

LONGEST = 200
PROPOSED_LENGTH = 110

_ENDS_SENTENCE = re.compile(r"[.…;:,][”\"'’)\]]*$")
_SENTENCE = re.compile(r"(?<=[^\s.][.!?…])[”\"]?\s+(?=[“\"]?[A-ZĐÀ-Ỹ])")
# "Ngày 17/11, ", "Sáng 5-3, ": the day is printed beside the story anyway.
_DAY_FIRST = re.compile(
    r"^(?:(?:Ngày|Sáng|Trưa|Chiều|Tối|Đêm)(?:\s+ngày)?\s+)\d{1,2}\s?[/.-]\s?\d{1,2}"
    r"(?:\s?[/.-]\s?\d{2,4})?\s*,\s*"
)


def is_headline(paragraph: str, following: str) -> bool:
    """Whether `paragraph` is a headline over `following`: one short line, no full stop."""
    return (
        "\n" not in paragraph
        and len(paragraph) <= LONGEST
        and len(paragraph.split()) >= 2
        and not _ENDS_SENTENCE.search(paragraph)
        and bool(following)
    )


def propose(lead: str) -> str:
    """Return a headline made of the lead's first sentence, at most 110 letters, no day."""
    sentence = _SENTENCE.split(" ".join(lead.split()), maxsplit=1)[0].rstrip(" .…!")
    sentence = _DAY_FIRST.sub("", sentence)
    if len(sentence) > PROPOSED_LENGTH:
        clause = sentence[:PROPOSED_LENGTH].rpartition(",")[0]
        if len(clause) < PROPOSED_LENGTH // 2:
            clause = sentence[:PROPOSED_LENGTH].rpartition(" ")[0]
        # A word longer than a headline is cut: nothing would be proposed.
        sentence = clause or sentence[:PROPOSED_LENGTH]
    return sentence[:1].upper() + sentence[1:]
