import unicodedata

import pytest

from vietnamese import legacy
from vietnamese.encodings import decode, is_binary, legacy_in, looks_like
from vietnamese.text import TONES

STORY = "Đồng Sơn: mưa lớn, đường về thủy điện ngập. Người dân đã được sơ tán, không ai bị thương."
LETTERS = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưđ"


def in_tcvn3(text):
    codes = {letter: byte for byte, letter in legacy._TCVN3.items()}
    return bytes(codes.get(character) or ord(character) for character in text)


def in_vni(text):
    # Capitals with a capital mark, as VNI keyboards type them.
    pairs = {
        letter: pair for pair, letter in legacy._VNI.items() if pair.islower() or pair.isupper()
    }
    return "".join(pairs.get(character, character) for character in text).encode("cp1252")


def in_cp1258(text):
    parts = []
    for character in text:
        decomposed = unicodedata.normalize("NFD", character)
        letter = "".join(c for c in decomposed if c not in TONES)
        tone = "".join(c for c in decomposed if c in TONES)
        parts.append(unicodedata.normalize("NFC", letter) + tone)
    return "".join(parts).encode("cp1258")


WRITTEN = {
    "utf-8": STORY.encode(),
    "utf-8-sig": STORY.encode("utf-8-sig"),
    "utf-16": STORY.encode("utf-16"),
    "utf-16-le": STORY.encode("utf-16-le"),
    "utf-16-be": STORY.encode("utf-16-be"),
    "utf-32": STORY.encode("utf-32"),
    "cp1258": in_cp1258(STORY),
    "tcvn3": in_tcvn3(STORY),
    "vni": in_vni(STORY),
}


@pytest.mark.parametrize("encoding", WRITTEN)
def test_looks_like_and_decode_give_the_text_back(encoding):
    data = WRITTEN[encoding]

    assert looks_like(data) == encoding
    assert decode(data, encoding) == STORY


@pytest.mark.parametrize(("encoding", "write"), [("tcvn3", in_tcvn3), ("vni", in_vni)])
def test_every_letter_survives(encoding, write):
    assert decode(write(LETTERS), encoding) == LETTERS


def test_decode_vni_capitals():
    assert decode(in_vni(LETTERS.upper()), "vni") == LETTERS.upper()
    assert decode("Aùo Öù".encode("cp1252"), "vni") == "Áo Ứ"


def test_looks_like_other_western_text():
    assert looks_like("L'été à la plage, très bien".encode("cp1252")) == "cp1252"
    assert looks_like("Übergröße\x81".encode("latin-1")) == "latin-1"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"PK\x03\x04 docx", id="zip"),
        pytest.param(b"%PDF-1.7", id="pdf"),
        pytest.param(b"\xff\xd8\xff\xe0 JFIF", id="jpeg"),
        pytest.param(b"\x89PNG\r\n\x1a\n", id="png"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", id="doc"),
        pytest.param(b"\x00\x00\x00\x18ftypheic", id="heic"),
        pytest.param(b"ch\x01\x02 lo", id="controls"),
        pytest.param(bytes(range(256)), id="all_bytes"),
        pytest.param(b"\xff\xfe\x00\xd8", id="broken_utf16"),
    ],
)
def test_binary_is_no_text(data):
    assert looks_like(data) is None
    assert is_binary(data)


def test_text_is_not_binary():
    assert not is_binary(b"")
    assert not is_binary(WRITTEN["tcvn3"])


def test_decode_refuses_bytes_that_do_not_fit():
    with pytest.raises(UnicodeDecodeError):
        decode(b"\xff", "utf-8")
    with pytest.raises(UnicodeDecodeError):
        decode(b"\x80", "tcvn3")


def test_decode_refuses_an_unknown_encoding():
    with pytest.raises(ValueError, match="'viscii2' is no known encoding"):
        decode(b"a", "viscii2")


@pytest.mark.parametrize(("write", "code"), [(in_tcvn3, "tcvn3"), (in_vni, "vni")])
def test_text_pasted_from_an_old_font_is_seen(write, code):
    pasted = write("đồng chí bí thư phát biểu tại hội nghị").decode("cp1252")

    assert legacy_in(pasted) == code


@pytest.mark.parametrize(("code", "write"), [("tcvn3", in_tcvn3), ("vni", in_vni)])
def test_text_of_an_old_font_is_seen_amid_a_paragraph_that_was_there(code, write):
    pasted = write("đồng chí bí thư phát biểu tại hội nghị").decode("cp1252")

    assert legacy_in(f"Sáng nay, ở Đồng Sơn, trời đẹp và có gió.{pasted}; người dân vui.") == code


@pytest.mark.parametrize("name", ["Đồng chí", "đồng", "Tiếng Việt", "Việt", "các ông"])
def test_a_word_or_two_of_tcvn3_are_seen_by_their_signs(name):
    assert legacy_in(in_tcvn3(name).decode("cp1252")) == "tcvn3"


@pytest.mark.parametrize(
    "text",
    [
        "©Anh",
        "5µm",
        "10 µm",
        "«An»",
        "Bia® Hà",
        "½ µl",
        "§5",
        "Müller",
        "Ông Müller và bà José gặp người hâm mộ ở São Paulo, nói tiếng Đức.",
        "TOàN",
        "Đồng chí Bí thư phát biểu tại hội nghị",
        "hòa bình và thủ đô có hồ",
        "bà là cô và có cá",
        "café, résumé, déjà vu, naïve",
        "no marks at all",
        "",
    ],
)
def test_text_as_it_should_be_is_no_old_code(text):
    assert legacy_in(text) is None
