"""
Caption and credit, parted as Vietnamese papers write them: `Các đại biểu (Ảnh: QMG).`

A credit ends its text and follows a label (Ảnh, Video, Đồ họa, Nguồn …); the last label wins. Where
the words after the label do not read as a credit nothing is cut: a body paragraph stays whole.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial

from vietnamese import credits
from vietnamese.places import province_at
from vietnamese.sources import is_newsroom, is_outlet
from vietnamese.text import squeeze

_GRAPHIC = (
    "đồ h(?:ọa|oạ)|infographics?"
    rf"|(?:tranh(?: {credits.ILLUSTRATION})?|(?:ký|biếm) h(?:ọa|oạ)|thiết kế)(?=\s?:)"
)
_MOVING = "video|clip"
_LONGEST_CAPTION = 3000
_MOST_CREDITS = 3
_LABEL = re.compile(
    rf"(?<![^\W_])(?P<label>(?i:nguồn (?:ảnh|{_MOVING})|nguồn|(?:chùm|loạt|tác giả|người chụp) ảnh"
    rf"|(?:tin bài|tin|bài(?: viết)?)\s?(?:,|và|&|/|-|–|\+)\s?(?:ảnh|hình ảnh)"
    rf"|hình ảnh|hình|ảnh|(?:photos?|images?|credits?)(?=\s?:|\sby\b)|©"
    rf"|{_GRAPHIC}|{_MOVING}|(?:{credits.ILLUSTRATION}|người chụp)(?=\s?:))"
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
_BYLINE = re.compile(r"(?i)(?:tin|bài)\b")
_SENTENCE = r"(?P<caption>[^\W\d_a-z]\w*(?:\s\S+){3,})"
_BRACKET_FIRST = re.compile(rf"(?P<raw>[(\[](?P<inside>[^()\[\]]+)[)\]][.:]?)\s{_SENTENCE}")
_NAME_FIRST = re.compile(rf"(?P<raw>(?P<inside>[^:]{{2,20}}:\s?[^.:]{{2,60}})\.)\s{_SENTENCE}")
_OPENING_QUOTE = re.compile(r"(?:(?<=\s)|^)[\"“'‘]$")
_CLOSING_QUOTE = re.compile(r"[\"”'’][.\s]*$")
_MEDIA = (
    ("video", re.compile(rf"(?i)(?:nguồn )?(?:{_MOVING})")),
    ("graphic", re.compile(r"(?i)đồ h|infographic|tranh|ký h|biếm h|thiết kế")),
)
# "Ảnh bối cảnh hội chợ: …" at the start of a line: what is seen, and whose it is. After
# "Ảnh trái: …" and "Ảnh 2: …" stands who or what is seen there.
_WHERE = r"(?:trên|dưới|trái|phải|giữa|lớn|nhỏ|to|trước|sau|bên|phía|ở|số|thứ|đầu|cuối|chính|\d+)"
_WORDY_LABEL = re.compile(rf"(?P<label>Ảnh)\s(?!(?i:{_WHERE})\b)(?P<qualifier>[^:.,()]{{1,30}}):")
_BRACKETED = re.compile(
    r"\s*(?P<raw>[(\[](?P<inside>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]])[.\s]*$"
)

_SENTENCE_ENDS = ".!?…:;”\"’')]"
_SEPARATORS = "-–—|,;:_•/"
_BEFORE_A_LABEL = re.compile(rf"(?:^|[{re.escape(_SENTENCE_ENDS + _SEPARATORS)}]\s)$")
# In small letters and without a colon: "treo cờ Tổ quốc, ảnh Bác Hồ" goes on with the sentence.
_BEFORE_A_SMALL_LABEL = re.compile(r"(?:^|[.!?…][”\"’')]?\s)$")
# The blank was lost: "mít tinh.Ảnh: Vũ An", "mít tinh -Ảnh: Vũ An", "mít tinh_Ảnh: Vũ An".
_TOUCHES_A_LABEL = re.compile(rf"[{re.escape(_SENTENCE_ENDS + _SEPARATORS)}]$")


# vietnamese.credits.read with what is on record.
_Reader = Callable[..., credits.Credit | None]


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

    @property
    def is_byline(self) -> bool:
        """Whether the whole line signs a story: `Bài, ảnh: Vũ An`, and no picture is meant."""
        return not self.caption and _BYLINE.match(self.raw) is not None


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
    read = partial(
        credits.read, is_provider=is_provider or (lambda name: False), own_codes=own_codes
    )
    if before_caption := _giver_before_caption(line, read):
        return before_caption
    found = _credit_at_the_end(line, read)
    for _again in range(_MOST_CREDITS - 1):
        earlier = found and _credit_at_the_end(found.caption, read)
        found = _together(earlier, found) if found and earlier else found
    before = _credit_before_caption(found.caption if found else line, read)
    if before:
        return _together(before, found) if found else before
    return found or _label_before_caption(line) or ParsedCaption(caption=line)


def _credit_at_the_end(line: str, read: _Reader) -> ParsedCaption | None:
    for part in _labelled(line):
        credit = read(part.value, qualifier=part.qualifier)
        if credit is not None:
            caption = part.before.rstrip().rstrip(_SEPARATORS).rstrip()
            return _parsed(caption, credit, _medium(part.label), part.raw)
    return None


def _giver_before_caption(line: str, read: _Reader) -> ParsedCaption | None:
    """Read `Ảnh: Sở Y tế cung cấp Người dân nhận thuốc ở các trạm xá`."""
    label = _LABEL.match(line)
    if label is None or label["colon"] is None:
        return None
    given = _GIVER_THEN_CAPTION.fullmatch(line[label.end() :].strip())
    credit = read(given["giver"]) if given and given["caption"][0].isupper() else None
    if given is None or credit is None:
        return None
    raw = line[: line.index(given["giver"]) + len(given["giver"])]
    return _parsed(given["caption"], credit, _medium(label["label"]), raw)


def _credit_before_caption(line: str, read: _Reader) -> ParsedCaption | None:
    """Read `(Ảnh: Vũ An) Bà con gặt lúa` and `Ảnh: Vũ An. Bà con gặt lúa sau mưa`."""
    first = _BRACKET_FIRST.fullmatch(line) or _NAME_FIRST.fullmatch(line)
    label = first and _LABEL.match(first["inside"])
    if not first or not label or not label["colon"]:
        return None
    value = first["inside"][label.end() :].strip()
    credit = read(value, qualifier=label["qualifier"] or "")
    is_named = credit is not None and (len(value.split()) > 1 or credit.provider)
    if credit is None or (first.re is _NAME_FIRST and not (is_named and _is_nowhere(value))):
        return None
    return _parsed(first["caption"], credit, _medium(label["label"]), first["raw"])


def _is_nowhere(value: str) -> bool:
    """Tell the photographer of `Ảnh: Vũ An. …` from the place of `Ảnh: Hà Nội. …`."""
    words = value.split()
    return province_at(words, 0) != len(words)


def _parsed(caption: str, credit: credits.Credit, medium: str, raw: str) -> ParsedCaption:
    return ParsedCaption(caption, credit.creators, credit.provider, credit.kind, medium, raw)


def _together(first: ParsedCaption, second: ParsedCaption) -> ParsedCaption:
    """One credit of two: `Ảnh: Vũ An; Video: Đỗ Mây`, `(Ảnh minh họa) Nguồn: Báo Biển`."""
    providers = filter(None, [first.provider, second.provider])
    return ParsedCaption(
        first.caption,
        tuple(dict.fromkeys([*first.creators, *second.creators])),
        "/".join(dict.fromkeys(providers)),
        second.kind if first.kind == "unknown" else first.kind,
        first.medium,
        f"{first.raw} {second.raw}",
    )


def _labelled(line: str) -> Iterator[_Labelled]:
    """Yield the labels that may begin a credit, the last one first."""
    bracket = _BRACKETED.search(line)
    if bracket:
        inside = bracket["inside"].strip()
        label = _LABEL.match(inside)
        if label:
            yield _part(label, inside, before=line[: bracket.start()], raw=bracket["raw"])

    is_quoted = _CLOSING_QUOTE.search(line) is not None
    labels = list(_LABEL.finditer(line))
    for earlier, label in reversed([*zip([None, *labels], labels, strict=False)]):
        before = line[: label.start()]
        if earlier and _is_second(label, earlier, line):
            continue
        # Without a boundary: joined by a copy from a web page, "ở Sài Gòn Video: Otosaigon".
        is_joined = (
            (before.endswith(" ") or _TOUCHES_A_LABEL.search(before))
            and label["colon"]
            and label["label"][0].isupper()
        )
        # "Bến đò xưa - ảnh tư liệu"
        is_drawn = label["qualifier"] and before.endswith(("- ", "– ", "— ", "| "))
        is_said = label["colon"] or label["label"][0].isupper() or is_drawn
        unquoted = _OPENING_QUOTE.sub("", before)
        if unquoted != before and is_quoted:
            # Xong. "Ảnh: TTXVN"
            if label["colon"] and _BEFORE_A_LABEL.search(unquoted):
                yield _part(label, line, before=unquoted, raw=line[len(unquoted) :])
            continue
        boundary = _BEFORE_A_LABEL if is_said else _BEFORE_A_SMALL_LABEL
        if boundary.search(before) or is_joined:
            yield _part(label, line, before=before, raw=line[label.start() :])

    wordy = _WORDY_LABEL.match(line)
    if wordy:
        seen = line[: wordy.end()]
        yield _part(wordy, line, before=seen, raw=line[wordy.end() :].strip())


def _is_second(label: re.Match[str], earlier: re.Match[str], line: str) -> bool:
    """Tell `Ảnh: Ảnh tư liệu`, which is one credit from the first label on."""
    return (
        earlier["colon"] is not None
        and not line[earlier.end() : label.start()].strip()
        and _BEFORE_A_LABEL.search(line[: earlier.start()]) is not None
    )


def _part(label: re.Match[str], text: str, *, before: str, raw: str) -> _Labelled:
    # "Minh họa: …" is label and kind in one.
    qualifiers = [label["qualifier"] or "".join(_DRAWN.findall(label["label"]))]
    name, value = label["label"], text[label.end() :].strip()
    while label.re is _LABEL and label["colon"] and (again := _LABEL.match(value)):
        # "Ảnh: Nguồn: TTXVN"
        label, value = again, value[again.end() :].strip()
        qualifiers.append(again["qualifier"] or "")
    return _Labelled(
        before=before,
        label=name,
        qualifier=" ".join(filter(None, qualifiers)),
        value=value,
        raw=raw,
    )


def _medium(label: str) -> str:
    return next((medium for medium, cue in _MEDIA if cue.match(label)), "photo")


def _label_before_caption(line: str) -> ParsedCaption | None:
    """Read `Ảnh: Bộ đội giúp dân dựng lại nhà`, where the label says what follows is a picture."""
    label = _LABEL.match(line)
    if label is None or label["colon"] is None or label["qualifier"] or label.end() == len(line):
        return None
    caption, medium = line[label.end() :].strip(), _medium(label["label"])
    joined = _OUTLET_THEN_CAPTION.fullmatch(caption)
    if joined and is_outlet(joined["outlet"]):
        kind = "agency" if is_newsroom(joined["outlet"]) else "unknown"
        raw = line[: line.index(joined["outlet"]) + len(joined["outlet"])]
        return ParsedCaption(joined["caption"], (), joined["outlet"], kind, medium, raw)
    return ParsedCaption(caption=caption, medium=medium, raw=label.group())
