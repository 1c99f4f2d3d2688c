"""What a Vietnamese syllable looks like, and which syllables are family names."""

import re
import unicodedata
from functools import lru_cache

from vietnamese.text import TONES
from vietnamese.wordlists import key_of, keys

# Onset, vowels, ending of the national orthography, on text without tones.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    r"[aăâeêioôơuưy]{1,3}"
    r"(?:ch|ng|nh|[cmnpt])?"
)

# The Kinh family names in use, and those frequent among Tày, Nùng, Thái, Mường, Hmông, Dao,
# Khmer and the peoples of the Central Highlands. A missing one costs a suggestion, never a link.
FAMILY_NAMES = keys(
    """
    An Âu Ấu Ba Bá Bạc Bạch Bàn Bành Bảo Bế Biện Bùi Ca Cà Cái Cam Cao Cát Cầm Cấn Chảo Chẩu Chế
    Chíu Chìu Chiêm Chu Chung Chúc Chử Châu Cung Cù Cổ Công Cự Danh Dư Dương Diệp Diêm Doãn Đái Đàm
    Đan Đào Đặng Đậu Đèo Điêu Điểu Điền Đinh Đoàn Đổng Đồng Đỗ Đường Giàng Giáp Giang Hạ Hà Hàn Hàng
    Hạng Hầu Hoa Hoàng Hồ Hồng Hờ Hùng Huỳnh Hứa Hướng Kha Khà Khang Khâu Khiếu Khổng Khuất Khúc
    Khương Kiên Kiều Kim Kông Ksor La Lã Lạc Lại Lâm Lầu Lềnh Lều Lê Liêu Liễu Linh Long Lò Lô Lỗ
    Lộc Lục Lù Lùng Lư Lữ Lương Lường Lưu Lý Lỳ Ma Má Mã Mạc Mạch Mai Man Mạnh Mao Mâu Mẫn Mè Minh
    Mông Mùa Mục Nghê Nghiêm Ngân Ngô Ngọ Ngụy Ngũ Nguyễn Nguyên Nhan Nhâm Nhữ Ninh Nình Nịnh Nông
    Ông Ổn Phạm Phan Phàn Phí Phó Phú Phù Phùng Phương Quách Quan Quàng Quản Quảng Quế Rơ Sầm Sần
    Sâm Sằn Sái Sùng Sơn Tạ Tao Tào Tăng Tẩn Tất Tẻo Thạch Thái Thân Thang Thào Thẩm Thăng Thập Thi
    Thiều Thịnh Thò Thôi Thòng Tiêu Tiết Tiền Tô Tôn Tống Tòng Trang Tráng Tràng Trà Trác Trần Triệu
    Trình Trịnh Trịch Trương Trưng Từ Tưởng Tường Ty Tri Trì Tự Ung Uông Ứng Vàng Văn Vầy Vi Vì Viêm
    Viên Vinh Adrơng Ayun Bkrông Byă Êban Hmok Hra Kbuôr Knul Kpă Kpơr Ksơr Mlô Nay Niê Rah Rahlan
    Rcom Rmah Siu Võ Voòng Vòng Vũ Vừ Vương Vưu Xa Xà Xồng Y Yên
    """
)


def is_syllable(word: str) -> bool:
    """Say whether the word could be a Vietnamese syllable: `Quyền`, `NAM`; not `Reuters`, `QMG`."""
    return _SYLLABLE.fullmatch(_without_tone(word)) is not None


def is_family_name(word: str) -> bool:
    """Say whether the word is a known family name, in any case and with the tone on any vowel."""
    return key_of(word) in FAMILY_NAMES


@lru_cache(maxsize=16_384)
def _without_tone(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.lower())
    letters = "".join(c for c in decomposed if c not in TONES)
    return unicodedata.normalize("NFC", letters)
