"""
The two single-byte codes of Vietnamese before Unicode, still met in old Word files.

TCVN3 ("ABC", fonts `.VnTime`, standard TCVN 5712:1993 VN3) has one byte per small letter; capitals
with a tone come from a font of capitals (`.VnTimeH`) and are small letters in the file. VNI for
Windows (fonts `VNI-Times`) writes the mark as a second byte after the letter.
"""

import re

_TCVN3_BYTES = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_TCVN3 = {
    bytes_from + offset: letter
    for bytes_from, letters in _TCVN3_BYTES.items()
    for offset, letter in enumerate(letters)
}

# The second byte, as Windows-1252 shows it, and the letters it makes of the first.
_VNI_AFTER_ANY = {"ù": "áéóúýớứ", "ø": "àèòùỳờừ", "û": "ảẻỏủỷởử", "õ": "ãẽõũỹỡữ", "ï": "ạẹọụỵợự"}
_VNI_AFTER_AEO = {"â": "âêô", "á": "ấếố", "à": "ầềồ", "å": "ẩểổ", "ã": "ẫễỗ", "ä": "ậệộ"}
_VNI_AFTER_A = {"ê": "ă", "é": "ắ", "è": "ằ", "ú": "ẳ", "ü": "ẵ", "ë": "ặ"}
_VNI_ALONE = {
    "í": "í",
    "ì": "ì",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
    "ô": "ơ",
    "ö": "ư",
    "ñ": "đ",
}


def _vni_table() -> dict[str, str]:
    small = dict(_VNI_ALONE)
    for bases, marks in (("aeouyôö", _VNI_AFTER_ANY), ("aeo", _VNI_AFTER_AEO), ("a", _VNI_AFTER_A)):
        for mark, letters in marks.items():
            small |= {base + mark: letter for base, letter in zip(bases, letters, strict=True)}
    capitals = {pair.upper(): letter.upper() for pair, letter in small.items()}
    # Typed with a capital first letter only: Aù.
    mixed = {pair[0].upper() + pair[1:]: letter.upper() for pair, letter in small.items()}
    return mixed | capitals | small


_VNI = _vni_table()
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def decode_tcvn3(data: bytes) -> str:
    """Return the text of TCVN3 bytes; raises UnicodeDecodeError for a byte it does not have."""
    characters = []
    for position, byte in enumerate(data):
        if byte >= 0x80 and byte != 0xA0 and byte not in _TCVN3:
            raise UnicodeDecodeError("tcvn3", data, position, position + 1, "no such letter")
        characters.append(_TCVN3.get(byte) or chr(byte))
    return "".join(characters)


def decode_vni(data: bytes) -> str:
    """Return the text of VNI bytes; raises UnicodeDecodeError where cp1252 has no character."""
    return _VNI_LETTER.sub(lambda match: _VNI[match.group()], data.decode("cp1252"))
