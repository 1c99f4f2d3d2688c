"""The words after `Ảnh:`: who made the picture, who provided it, and what kind of picture it is."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from vietnamese.lexicon import HONORIFICS, RANKS, phrase_at
from vietnamese.sources import (
    is_giver_for_short,
    is_head,
    is_institution,
    is_news_agency,
    is_newsroom,
    is_outlet,
    is_site,
    is_unknown_code,
    is_unnamed_source,
)
from vietnamese.wordlists import key_of

ILLUSTRATION = "minh h(?:ọa|oạ)"
# What may stand between the label and the colon, and say that this is a credit.
_BY_AI = r"(?:bởi|bằng|từ) (?:công cụ |công nghệ )?(?:AI|ChatGPT|Gemini|Midjourney)"
_FILM = (
    r"(?:video|clip|camera(?: (?:hành trình|an ninh|giám sát))?|phim|livestream)"
    r"(?: an ninh)?(?: của)?"
)
QUALIFIER = (
    rf"(?:(?:(?:chỉ )?(?:mang|có) tính(?: chất)? )?{ILLUSTRATION}"
    rf"(?: (?:(?:được )?tạo {_BY_AI}|do AI tạo(?: ra)?))?"
    r"|tư liệu|lưu trữ|vệ tinh|flycam|bìa|đại diện|"
    rf"(?:chụp|cắt|trích(?: xuất)?)(?: lại)?(?: từ| qua)? ?(?:màn hình(?: {_FILM})?|{_FILM})|"
    rf"từ camera(?: (?:hành trình|an ninh|giám sát))?|"
    r"do (?:công cụ )?AI (?:tạo|dựng)(?: ra| nên)?|"
    rf"(?:được )?(?:tạo|dựng)(?: ra| lại)? {_BY_AI}"
    r"|AI tạo(?: ra)?|AI)"
)

# The first that fits decides: an agency's archive picture is archive.
_KINDS = (
    ("ai", re.compile(r"\bAI\b|trí tuệ nhân tạo|ChatGPT|Midjourney|Gemini|DALL.E")),
    (
        "screenshot",
        re.compile(
            r"(?i)\b(?:chụp|cắt|trích)\b.*\b(?:màn hình|video|clip|camera|phim)\b"
            r"|^(?:từ )?camera (?:hành trình|an ninh|giám sát)"
        ),
    ),
    ("archive", re.compile(r"(?i)\b(?:tư liệu|lưu trữ)\b|^T\.?L\.?$")),
    ("illustration", re.compile(rf"(?i)\b{ILLUSTRATION}\b")),
    ("reader", re.compile(r"(?i)\b(?:độc giả|bạn đọc)\b")),
    # NVCC, BVCC and their like: is_giver_for_short.
    ("handout", re.compile(r"(?i:\bcung cấp(?: bởi\b.*)?$)|^[A-ZĐ]{2,3}CC$")),
)
# Words of a credit that name nobody.
_NOT_A_NAME = re.compile(
    rf"(?i)^(?:{QUALIFIER})\b[\s/:,–-]*|^do\s+(?=.*cung cấp$)"
    r"|^(?:ảnh|của|từ|by|nguồn|được cung cấp bởi)\s+"
    r"|^T\.?L\.?$|^©\s*|^camera (?:hành trình|an ninh|giám sát)$"
    # Before the name of an artist, who is printed without it.
    r"|^(?:NSNA|NAG|nghệ sĩ nhiếp ảnh|nghệ sĩ|nhiếp ảnh gia|tác giả)\s+(?=\w+ \w)"
)
# "Thu Hằng (thực hiện)", "Lê Nam chụp", "Lê Nam (chụp năm 2019)", "Lê Nam, tháng 5-2020".
_WHEN = r"(?:(?:ngày|tháng|năm) [\d/.–-]+(?: năm \d{4})?|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})"
_HOW_AND_WHEN = re.compile(
    rf"(?i)(?<=\w)(?:,? | \()(?:(?:thực hiện|tổng hợp|sưu tầm|ghi|chụp)(?: {_WHEN})?|{_WHEN})\)?$"
)
# "AP Photo", "Reuters Pictures": the agency.
_OF_AN_AGENCY = re.compile(r"(?<=\w) (?:Photo|Pictures)$")
# "CNN Nguyễn Phương": who took it over stands behind.
_OUTLET_AND_NAME = re.compile(r"(?P<outlet>[A-Z]{2,}) (?P<name>.+)")
_GIVEN_BY = re.compile(r"(?i)[\s,-]*\b(?:cung cấp|phát)$")
# "(Ảnh: Lê Minh; nguồn: TTXVN)"
_INNER_LABEL = re.compile(r"(?i)^(?:ảnh|nguồn|video|clip|đồ họa)\s?:\s*")
_READER = re.compile(r"(?i)^(?:độc giả|bạn đọc)\s+(?=\S)")
# A reader without a name: the kind says it all, and is printed once.
_SOME_READER = re.compile(r"(?i)(?:độc giả|bạn đọc)")
_CONTRIBUTOR = re.compile(
    r"^(?:CTV|(?i:cộng tác viên))\b[\s:]*"
    r"|(?:\s*[-–,]|\s+và\b)?\s*\(?\b(?:CTV|(?i:cộng tác viên))\)?$"
)
# "Trọng Đức-TTXVN": no blank around the dash.
_NAME_DASH_CODE = re.compile(r"(?P<name>.+?)[-–](?P<code>[A-ZĐ\d+]{2,})")
# "PV TTXVN tại Lào"
_POSTED = re.compile(r"\s+(?:thường trú\s+)?tại\s.+$")
# "VOV-Tây Bắc": an office of a station.
_OFFICE_OF = re.compile(r"(?P<code>[A-Z]{2,})-\w.*")
_OWN_REPORTER = re.compile(r"(?i)^(?:nhóm )?(?:PV|phóng viên)\b(?: thường trú\b)?\s*")
_SOCIAL = re.compile(r"^(?P<site>FB|Facebook|Zalo)\s+(?P<name>\S.*)$")
# Tổng hợp (Khám phá)
_SOURCE_IN_BRACKETS = re.compile(r"(?P<names>[^()]*)(?:\s\((?:Theo )?(?P<source>[^()]+)\))?")
_COLLECTED = {key_of("Tổng hợp"), key_of("Sưu tầm"), key_of("Internet")}
# "Ảnh (TTXVN)"
_IN_BRACKETS = re.compile(r"^[(\[]([^()\[\]]+)[)\]][\s.]*$")
_DATE = re.compile(r"\s*\([\d/.–\s-]+\)$")
_VIA = re.compile(r"(?i)^(?:qua|theo)\s")

# Seen in pictures, and took none.
_SEEN = frozenset(map(key_of, ("Bác Hồ", "Hồ Chí Minh")))

_LETTER = r"[^\W\d_]"
# N.K  Đ.H.  L.Dương  T. Anh  MT
_INITIALS = re.compile(rf"(?:{_LETTER}{{1,2}}\.\s?)+(?:{_LETTER}+)?\.?|[A-ZĐ]{{1,2}}")
_NAME_WORD = re.compile(rf"{_LETTER}[\w.'’-]*")
_BETWEEN_NAMES = re.compile(
    r"\s*[,;&]\s*|\s*\+\s*(?=\w)|\s+(?:và|via|qua|[-–])\s+"
    r"|\.\s+(?=(?i:ảnh|nguồn|video|clip|đồ họa)\s?:)"
)
_LONGEST_CREDIT = 20
# Signs that stand behind a credit and are no part of it; a full stop may be.
_AT_THE_END = " …\"”“'’*–—|,;:•_-"


@dataclass(frozen=True)
class Credit:
    """`kind` is as in photos.captions.ParsedCaption."""

    creators: tuple[str, ...]
    provider: str
    kind: str


@dataclass(frozen=True)
class _Desk:
    is_provider: Callable[[str], bool]
    own_codes: frozenset[str]


def read(
    value: str,
    *,
    qualifier: str = "",
    is_provider: Callable[[str], bool] = lambda name: False,
    own_codes: Collection[str] = (),
) -> Credit | None:
    """
    Read one credit, or return None where the words do not look like one.

    `value` are the words after the label, `qualifier` those between label and colon ("minh họa").
    A provider on record, an agency, a code or an institution provides; every other name creates.
    """
    value = _without_last_signs(_IN_BRACKETS.sub(r"\1", value.strip()))
    if not value and not qualifier:
        return None
    if len(value.split()) > _LONGEST_CREDIT:
        return None

    desk = _Desk(is_provider, frozenset(key_of(code) for code in own_codes))
    names = _Names(desk)
    if not names.take(value):
        return None
    if names.role and not names.creators and not names.providers:
        # "Ảnh: CTV", "Ảnh: PV": no more is known, and this is printed.
        names.creators.append(names.role)
    kind = _kind(f"{qualifier} {value}".strip(), names)
    if kind == "unknown" and not names.creators and not names.providers:
        # "Ảnh vệ tinh" says what it is and names nobody.
        return None
    return Credit(tuple(names.creators), "/".join(names.providers), kind)


class _Names:
    """The creators and providers met so far in one credit."""

    def __init__(self, desk: _Desk) -> None:
        self.desk = desk
        self.creators: list[str] = []
        self.providers: list[str] = []
        self.is_own = False
        self.is_reporter = False
        self.is_contributor = False
        self.role = ""

    def take(self, value: str) -> bool:
        """Sort the names of the value into creators and providers; False: this is no credit."""
        if self.desk.is_provider(value) and not _SOME_READER.fullmatch(value):
            self._provide(value)
            return True
        value = _HOW_AND_WHEN.sub("", _DATE.sub("", value)) or value
        if re.fullmatch(_WHEN, value):
            return True
        found = _SOURCE_IN_BRACKETS.fullmatch(value)
        if found is None:
            return False
        if not all(self._take_part(part.strip()) for part in found["names"].split("/")):
            return False
        source = found["source"] or ""
        if source and key_of(found["names"]) in _COLLECTED:
            # "Tổng hợp (Khám phá)": out of what.
            self._provide(source)
            return True
        return not source or self._take_part(source)

    def _take_part(self, part: str) -> bool:
        words = _NOT_A_NAME.sub("", part)
        given = _GIVEN_BY.sub("", words)
        bare = self._without_roles(_NOT_A_NAME.sub("", given))
        if not bare or _SOME_READER.fullmatch(bare):
            return True
        names = _BETWEEN_NAMES.split(bare)
        # "Cơ quan … Mỹ - NOAA" is one provider, "QMG - Hà Mi" a provider and a creator.
        if len(names) > 1 and (not self._is_provider(bare) or all(map(self._is_plain, names))):
            return all(self._take_name(name) for name in names if not _VIA.match(name))
        return self._take_name(bare, is_given=given != words)

    def _take_name(self, name: str, *, is_given: bool = False) -> bool:
        name = self._without_roles(_INNER_LABEL.sub("", name))
        if is_newsroom(posted := _POSTED.sub("", name)):
            name = posted
        if is_news_agency(_OF_AN_AGENCY.sub("", name)):
            name = _OF_AN_AGENCY.sub("", name)
        both = _OUTLET_AND_NAME.fullmatch(name)
        social = _SOCIAL.match(name)
        dashed = _NAME_DASH_CODE.fullmatch(name)
        if not name:
            return True
        if both and is_outlet(both["outlet"]) and _is_full_name(both["name"]):
            self._provide(both["outlet"])
            self.creators.append(both["name"])
        elif social and _is_personal(social["name"]):
            self._provide(social["site"])
            self.creators.append(social["name"])
        elif self._is_provider(name) or (is_given and not _is_full_name(name)):
            self._provide(name)
        elif dashed and _is_personal(dashed["name"]) and self._is_provider(dashed["code"]):
            self.creators.append(dashed["name"])
            self._provide(dashed["code"])
        elif _is_personal(name):
            self.creators.append(name)
        else:
            return False
        return True

    def _is_provider(self, name: str) -> bool:
        return (
            self.desk.is_provider(name)
            or is_giver_for_short(name)
            or key_of(name) in self.desk.own_codes
            or is_unnamed_source(name)
            or is_site(name)
            or ((office := _OFFICE_OF.fullmatch(name)) is not None and is_outlet(office["code"]))
            or (is_institution(name) and (name[0].isupper() or _is_small_newsroom(name)))
        )

    def _provide(self, name: str) -> None:
        if name not in self.providers:
            self.providers.append(name)
        self.is_own |= key_of(name) in self.desk.own_codes

    def _is_plain(self, name: str) -> bool:
        if is_head(name):
            # "Báo & PT-TH Nghệ An"
            return False
        return " " not in name or (_is_personal(name) and not self._is_provider(name))

    def _without_roles(self, name: str) -> str:
        reader = _READER.sub("", name)
        if reader != name and _is_full_name(reader):
            return reader
        contributed = _CONTRIBUTOR.sub("", name)
        reported = _OWN_REPORTER.sub("", contributed)
        self.is_contributor |= contributed != name
        self.is_reporter |= reported != contributed
        if not reported and name:
            self.role = name
        return _without_rank(reported)


def _kind(words: str, names: _Names) -> str:
    for kind, cue in _KINDS:
        if cue.search(words):
            return kind
    if any(map(is_news_agency, names.providers)):
        return "agency"
    if names.is_contributor:
        return "contributor"
    if names.is_own:
        return "staff"
    if any(map(is_newsroom, names.providers)):
        # Also of its reporter: "PV Báo Nhân Dân".
        return "agency"
    if names.is_reporter:
        return "staff"
    others = (
        is_unknown_code(name) and not names.desk.is_provider(name) for name in names.providers
    )
    return "agency" if any(others) else "unknown"


def _is_personal(name: str) -> bool:
    """Say whether the words can be a person: initials, or one to five words with capitals."""
    words = name.split()
    if key_of(name) in _SEEN:
        return False
    return _INITIALS.fullmatch(name) is not None or (
        1 <= len(words) <= 5
        and all(_NAME_WORD.fullmatch(word) and word[0].isupper() for word in words)
    )


def _without_rank(name: str) -> str:
    """Return `Lê Văn Nam` of `Đại tá Lê Văn Nam` and `ông Lê Văn Nam`: a credit names, no more."""
    # "PGS.TS Lê Văn Nam"
    words = re.sub(r"(?<=[A-Z]{2})\.\s?(?=[A-Z]{2})", " ", name).split()
    called = list(map(key_of, words))
    rank = max(phrase_at(called, 0, RANKS), phrase_at(called, 0, HONORIFICS))
    # "Anh Thanh Vân" may be a whole name.
    is_rank = rank > 1 or (rank == 1 and (words[0].islower() or words[0][1:2].isupper()))
    bare = " ".join(words[rank:])
    return bare if is_rank and _is_full_name(bare) and not name.isupper() else name


def _is_small_newsroom(name: str) -> bool:
    """Tell `báo Tuổi Trẻ` from `đài quan sát`."""
    return is_newsroom(name) and name.split()[-1][0].isupper()


def _is_full_name(name: str) -> bool:
    return " " in name and _is_personal(name)


def _without_last_signs(value: str) -> str:
    value = value.rstrip(_AT_THE_END)
    bare = value.rstrip(f".{_AT_THE_END}")
    # The stop belongs to initials: D.H.
    return value if "." in bare and _INITIALS.fullmatch(value) else bare
