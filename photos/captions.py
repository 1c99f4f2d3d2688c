"""
Caption and credit, parted as Vietnamese papers write them: `Các đại biểu (Ảnh: QMG).`

A credit ends its text and follows a label (Ảnh, Video, Đồ họa, Nguồn …); the last label wins. Where
the words after the label do not read as a credit nothing is cut: a body paragraph stays whole.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from vietnamese import credits
from vietnamese.sources import is_news_agency, is_outlet
from vietnamese.text import squeeze

_GRAPHIC = "đồ h(?:ọa|oạ)|infographics?"
_MOVING = "video|clip"
_LONGEST_CAPTION = 3000
_LABEL = re.compile(
    rf"(?<!\w)(?P<label>(?i:nguồn (?:ảnh|{_MOVING})|nguồn|hình ảnh|hình|ảnh|photos?|©"
    rf"|{_GRAPHIC}|{_MOVING}|{credits.ILLUSTRATION}(?=\s?:))"
    rf"(?:\s?(?:,|và|&|/|-|–)\s?(?i:ảnh|{_GRAPHIC}|{_MOVING}))?)(?!\w)"
    rf"(?:\s(?P<qualifier>(?i:{credits.QUALIFIER}))(?!\w))?(?P<colon>\s?:)?"
)
_DRAWN = re.compile(rf"(?i){credits.ILLUSTRATION}")
# "Ảnh: CNN Ngôi nhà được bán trong …": the line breaks before the caption were lost.
_OUTLET_THEN_CAPTION = re.compile(r"(?P<outlet>[A-Z]{2,})\s(?P<caption>\w+(?:\s\S+){5,})")
# "Ảnh: Sở Y tế cung cấp Người dân nhận thuốc ở …"
_GIVER_THEN_CAPTION = re.compile(
    r"(?P<giver>\S+(?:\s\S+){0,7}?\scung cấp)\s(?P<caption>\w+(?:\s\S+){5,})"
)
_MEDIA = (
    ("video", re.compile(rf"(?i)(?:nguồn )?(?:{_MOVING})")),
    ("graphic", re.compile(rf"(?i){_GRAPHIC}")),
)
# "Ảnh bối cảnh hội chợ: …" at the start of a line that is all credit.
_WORDY_LABEL = re.compile(r"(?P<label>Ảnh)\s(?P<qualifier>[^:.,()]{1,30}):")
_BRACKETED = re.compile(
    r"\s*(?P<raw>[(\[](?P<inside>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]])[.\s]*$"
)

_SENTENCE_ENDS = ".!?…:;”\"’')]"
_SEPARATORS = "-–—|,"
_BEFORE_A_LABEL = re.compile(rf"(?:^|[{re.escape(_SENTENCE_ENDS + _SEPARATORS)}]\s)$")


@dataclass(frozen=True)
class ParsedCaption:
    """`caption` and `raw` together hold every word of the text."""

    caption: str
    creators: tuple[str, ...] = ()
    provider: str = ""
    # staff, contributor, agency, handout, archive, illustration, reader, screenshot, ai, unknown
    kind: str = "unknown"
    # photo, video, graphic
    medium: str = "photo"
    # As written, with label and brackets. A label before a caption stands here alone, no credit.
    raw: str = ""

    @property
    def has_credit(self) -> bool:
        return bool(self.creators or self.provider or self.kind != "unknown")


@dataclass(frozen=True)
class _Labelled:
    """A label in the line, and what stands around it."""

    before: str
    label: str
    qualifier: str
    value: str
    raw: str


def parse(
    text: str,
    *,
    is_provider: Callable[[str], bool] | None = None,
    own_codes: Collection[str] = (),
) -> ParsedCaption:
    """
    Part one caption line into caption and credit.

    `is_provider` says of a name whether the paper has it on record as an organisation;
    `own_codes` are the names under which the paper credits itself. The text is normalised and
    put on one line first. Never raises; a text without a credit comes back whole, as caption.
    """
    line = squeeze(text)
    if len(line) > _LONGEST_CAPTION:
        # No caption is as long, and a text full of labels would take minutes.
        return ParsedCaption(caption=line)
    if before_caption := _credit_before_caption(line):
        return before_caption
    for part in _labelled(line):
        credit = credits.read(
            part.value,
            qualifier=part.qualifier,
            is_provider=is_provider or (lambda name: False),
            own_codes=own_codes,
        )
        if credit is not None:
            return ParsedCaption(
                caption=part.before.rstrip().rstrip(_SEPARATORS).rstrip(),
                creators=credit.creators,
                provider=credit.provider,
                kind=credit.kind,
                medium=_medium(part.label),
                raw=part.raw,
            )
    return _label_before_caption(line) or ParsedCaption(caption=line)


def _labelled(line: str) -> Iterator[_Labelled]:
    """Yield the labels that may begin a credit, the last one first."""
    bracket = _BRACKETED.search(line)
    if bracket:
        inside = bracket["inside"].strip()
        label = _LABEL.match(inside)
        if label:
            yield _part(label, inside, before=line[: bracket.start()], raw=bracket["raw"])

    for label in reversed(list(_LABEL.finditer(line))):
        before = line[: label.start()]
        # Without a boundary: joined by a copy from a web page, "ở Sài Gòn Video: Otosaigon".
        is_joined = before.endswith(" ") and label["colon"] and label["label"][0].isupper()
        if _BEFORE_A_LABEL.search(before) or is_joined:
            yield _part(label, line, before=before, raw=line[label.start() :])

    wordy = _WORDY_LABEL.match(line)
    if wordy:
        yield _part(wordy, line, before="", raw=line)


def _part(label: re.Match[str], text: str, *, before: str, raw: str) -> _Labelled:
    return _Labelled(
        before=before,
        label=label["label"],
        # "Minh họa: …" is label and kind in one.
        qualifier=label["qualifier"] or "".join(_DRAWN.findall(label["label"])),
        value=text[label.end() :].strip(),
        raw=raw,
    )


def _medium(label: str) -> str:
    return next((medium for medium, cue in _MEDIA if cue.match(label)), "photo")


def _credit_before_caption(line: str) -> ParsedCaption | None:
    label = _LABEL.match(line)
    if label is None or label["colon"] is None:
        return None
    given = _GIVER_THEN_CAPTION.fullmatch(line[label.end() :].strip())
    if given is None or not given["caption"][0].isupper():
        return None
    credit = credits.read(given["giver"])
    if credit is None:
        return None
    raw = line[: line.index(given["giver"]) + len(given["giver"])]
    found = (given["caption"], credit.creators, credit.provider, credit.kind)
    return ParsedCaption(*found, _medium(label["label"]), raw)


def _label_before_caption(line: str) -> ParsedCaption | None:
    """Read `Ảnh: Bộ đội giúp dân dựng lại nhà`, where the label says what follows is a picture."""
    label = _LABEL.match(line)
    if label is None or label["colon"] is None or label["qualifier"] or label.end() == len(line):
        return None
    caption, medium = line[label.end() :].strip(), _medium(label["label"])
    joined = _OUTLET_THEN_CAPTION.fullmatch(caption)
    if joined and is_outlet(joined["outlet"]):
        kind = "agency" if is_news_agency(joined["outlet"]) else "unknown"
        raw = line[: line.index(joined["outlet"]) + len(joined["outlet"])]
        return ParsedCaption(joined["caption"], (), joined["outlet"], kind, medium, raw)
    return ParsedCaption(caption=caption, medium=medium, raw=label.group())
