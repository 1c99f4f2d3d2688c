"""Names of provinces, before and after the merger of 2025, of this country and of others."""

import re
from collections.abc import Iterable

from vietnamese.text import tone_key
from vietnamese.wordlists import key_of

_PROVINCES = (
    "An Giang, Bà Rịa - Vũng Tàu, Bà Rịa, Bạc Liêu, Bắc Giang, Bắc Kạn, Bắc Ninh, Bến Tre, "
    "Bình Dương, "
    "Bình Định, Bình Phước, Bình Thuận, Cà Mau, Cao Bằng, Cần Thơ, Đà Nẵng, Đắk Lắk, Đắk Nông, "
    "Đăk Lăk, Đăk Nông, Điện Biên, Đồng Nai, Đồng Tháp, Gia Lai, Hà Giang, Hà Nam, Hà Nội, "
    "Hà Tĩnh, "
    "Hải Dương, Hải Phòng, Hậu Giang, Hòa Bình, Hồ Chí Minh, HCM, Huế, Hưng Yên, Khánh Hòa, "
    "Kiên Giang, Kon Tum, Lai Châu, Lạng Sơn, Lào Cai, Lâm Đồng, Long An, Nam Định, Nghệ An, "
    "Ninh Bình, Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam, Quảng Ngãi, Quảng Ninh, "
    "Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh, Thái Bình, Thái Nguyên, Thanh Hóa, Thừa Thiên Huế, "
    "Thừa Thiên - Huế, Tiền Giang, Trà Vinh, Tuyên Quang, Vĩnh Long, Vĩnh Phúc, Vũng Tàu, Yên Bái, "
    "Việt Nam"
)

# As papers write them: "Tổng thống Mỹ …", "Thủ tướng Nhật Bản …".
_COUNTRIES = (
    "Mỹ, Hoa Kỳ, Anh, Pháp, Đức, Nga, Liên bang Nga, Ý, Italia, Italy, Tây Ban Nha, Bồ Đào Nha, "
    "Hà Lan, Bỉ, Áo, Thụy Sĩ, Thụy Điển, Na Uy, Phần Lan, Đan Mạch, Ba Lan, Séc, Slovakia, "
    "Hungary, Romania, Bulgaria, Hy Lạp, Ukraine, Belarus, Serbia, Croatia, Ireland, Thổ Nhĩ Kỳ, "
    "Trung Quốc, Nhật Bản, Nhật, Hàn Quốc, Triều Tiên, Mông Cổ, Ấn Độ, Pakistan, Bangladesh, "
    "Sri Lanka, Nepal, Iran, Iraq, Syria, Israel, Palestine, Ả Rập Xê Út, Saudi Arabia, Qatar, "
    "UAE, Kuwait, Kazakhstan, Uzbekistan, Lào, Campuchia, Thái Lan, Myanmar, Malaysia, Singapore, "
    "Indonesia, Philippines, Brunei, Timor Leste, Đông Timor, Australia, Úc, New Zealand, Canada, "
    "Mexico, Cuba, Brazil, Argentina, Chile, Peru, Colombia, Venezuela, Ai Cập, Nam Phi, Nigeria, "
    "Kenya, Ethiopia, Algeria, Morocco, Angola, Mozambique, Đài Loan, Hong Kong"
)

_KEYS = frozenset(tuple(key_of(name).split()) for name in _PROVINCES.split(", "))
_COUNTRY_KEYS = frozenset(tuple(key_of(name).split()) for name in _COUNTRIES.split(", "))
_LONGEST = max(map(len, _KEYS))
# With the tone at the end of its syllable: "Thanh Hoá" is Thanh Hóa.
_WRITTEN = "|".join(sorted(map(tone_key, _PROVINCES.split(", ")), key=len, reverse=True))
_ENDS = r"(?![\w\u0300-\u0323])"
# Capitals tell the province of Hòa Bình from peace; where all is in capitals, the word before does.
_NAMES = re.compile(rf"(?<!\w)(?:{_WRITTEN}){_ENDS}")
_LEVELS = "|".join([*map(tone_key, ["TỈNH", "THÀNH PHỐ"]), r"TP\.?"])
_NAMES_IN_CAPITALS = re.compile(rf"(?<!\w)(?:{_LEVELS}) (?:{_WRITTEN.upper()}){_ENDS}")
_COUNTRY = tone_key("Việt Nam")


def province_at(words: list[str], index: int) -> int:
    """Return how many words from `index` on name a province; 0 where none does."""
    keys = tuple(key_of(word) for word in words[index : index + _LONGEST])
    return next((n for n in range(len(keys), 0, -1) if keys[:n] in _KEYS), 0)


def is_country(words: Iterable[str]) -> bool:
    """Say whether the words, all of them, are the name of another country."""
    return tuple(map(key_of, words)) in _COUNTRY_KEYS


def is_elsewhere(texts: Iterable[str], own_province: str) -> bool:
    """Say whether a story names other provinces, and not `own_province` at all."""
    own, others = tone_key(own_province), False
    for text in texts:
        key = tone_key(text)
        if text.isupper():
            if own.upper() in key:
                return False
            others = others or _NAMES_IN_CAPITALS.search(key) is not None
            continue
        if own in key:
            return False
        others = others or any(name != _COUNTRY for name in _NAMES.findall(key))
    return others
