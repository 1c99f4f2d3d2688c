"""Names of provinces, before and after the merger of 2025, and of the country."""

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

_KEYS = frozenset(tuple(key_of(name).split()) for name in _PROVINCES.split(", "))
_LONGEST = max(map(len, _KEYS))


def province_at(words: list[str], index: int) -> int:
    """Return how many words from `index` on name a province; 0 where none does."""
    keys = tuple(key_of(word) for word in words[index : index + _LONGEST])
    return next((n for n in range(len(keys), 0, -1) if keys[:n] in _KEYS), 0)
