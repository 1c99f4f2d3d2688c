"""Who gives a newspaper its pictures, as credits write it: agencies, outlets, institutions."""

import re

from vietnamese.syllables import is_family_name, is_syllable
from vietnamese.wordlists import key_of, keys


def _names(text: str) -> frozenset[str]:
    return frozenset(map(key_of, text.split(", ")))


NEWS_AGENCIES = _names(
    "TTXVN, Thông tấn xã Việt Nam, VNA, Vietnam+, VietnamPlus, Reuters, AFP, AP, EPA, EFE, "
    "EPA-EFE, DPA, ANSA, TASS, RIA Novosti, Sputnik, Xinhua, THX, Tân Hoa xã, Kyodo, Kyodo News, "
    "Jiji Press, Yonhap, Antara, Bernama, PTI, ANI, Getty, Getty Images, AFP/Getty Images, "
    "AFP via Getty Images, Reuters via Getty Images, Bloomberg, UPI, CNA"
)

_OUTLETS = _names(
    "Facebook, FB, Zalo, YouTube, TikTok, Twitter, X, Instagram, Internet, IT, Tổng hợp, Google, "
    "Google Maps, Google Earth, Wikipedia, Wikimedia Commons, Pexels, Pixabay, Unsplash, Freepik, "
    "Shutterstock, iStock, Adobe Stock, Flickr, Daily Mail, New York Times, The New York Times, "
    "Washington Post, The Washington Post, Guardian, The Guardian, The Sun, Sky News, Fox News, "
    "Al Jazeera, AJ, South China Morning Post, Straits Times, The Straits Times, Bangkok Post, "
    "Nikkei Asia, Global Times, VnExpress, VietNamNet, Vietnam News, Zing News, VTC News, Dân trí, "
    "Tuổi Trẻ, Thanh Niên, Tiền Phong, Nhân Dân, Lao Động, Người Lao Động, Sài Gòn Giải Phóng, "
    "NASA, NOAA, Maxar Technologies, CNN, BBC, NBC, ABC, CBS, NHK, KBS, CCTV, CGTN, DW, RT, VTV, "
    "VOV, VTC, VGP, MXH, Thanh Niên Online, Tuổi Trẻ Online, Nhân Dân điện tử"
)

# "Ảnh: Gia đình nạn nhân": somebody in the story gave the picture and is not named.
_UNNAMED = tuple(
    sorted(
        _names(
            "nhân vật, gia đình, người dân, người nhà, người thân, phụ huynh, nhà trường, bạn đọc, "
            "độc giả, nạn nhân, chủ xe, du khách, đơn vị, doanh nghiệp, ban tổ chức, "
            "cơ quan công an, "
            "cơ quan điều tra, cơ quan chức năng, công an, bệnh viện, tác giả, mạng xã hội, "
            "facebook nhân vật, sưu tầm, tư liệu gia đình"
        )
    )
)

_HEADS = tuple(
    sorted(
        _names(
            "sở, báo, đài, công an, trung tâm, ubnd, ủy ban, hđnd, hội, bộ, ban, cục, tổng cục, "
            "chi cục, "
            "trường, đại học, học viện, viện, bệnh viện, công ty, tổng công ty, tập đoàn, cơ quan, "
            "văn phòng, tòa án, tòa soạn, viện kiểm sát, quân khu, quân chủng, quân đoàn, "
            "quân đội, "
            "lữ đoàn, bộ đội, biên phòng, hải quân, cảnh sát, đồn, câu lạc bộ, liên đoàn, tạp chí, "
            "thông tấn xã, truyền hình, phòng, đoàn, tỉnh đoàn, thành đoàn, tỉnh ủy, thành ủy, "
            "kênh, trang, fanpage, website, cổng thông tin, cổng ttđt, "
            "nhà xuất bản, bảo tàng, thư viện, hãng, quỹ, "
            "hợp tác xã, htx, lực lượng, ngân hàng, chính phủ, quốc hội, mặt trận, di sản, "
            "vườn quốc gia, đại sứ quán, tổng lãnh sự quán, sứ quán, "
            "khách sạn, sân bay, cảng, hạt kiểm lâm, đội, trạm, vụ, ảnh vệ tinh"
        )
    )
)
# "Báo Biển" may be a paper; "Trường Giang" and "Hội An" are no school and no society.
_HEADS_OF_TWO = tuple(sorted(keys("báo sở")))

# "Cảnh sát tìm vật chứng vào sáng nay" opens like an institution and is a sentence.
_SENTENCE_WORDS = keys(
    "tìm vào nay đã đang sẽ bị được trong khi lúc đến từ cùng với là không còn có ra lên "
    "kể nói lại chờ này"
)
_VOWELS = frozenset("AEIOUY")


_SITE = re.compile(r"(?:[\w-]+\.)+(?:vn|com|net|org|edu|gov|info|asia|tv)", re.IGNORECASE)


def is_site(name: str) -> bool:
    """Say whether the word is the address of a site: `baobien.vn`."""
    return _SITE.fullmatch(name) is not None


def is_outlet(name: str) -> bool:
    """Say whether the words are an agency, a paper, a station or a site that everybody knows."""
    return key_of(name) in NEWS_AGENCIES or key_of(name) in _OUTLETS


def is_news_agency(name: str) -> bool:
    return key_of(name) in NEWS_AGENCIES


def is_unnamed_source(name: str) -> bool:
    """Say whether the words mean an unnamed giver, in at most six words: `Gia đình nạn nhân`."""
    words = name.split()
    is_short = len(words) <= 6 and _SENTENCE_WORDS.isdisjoint(map(key_of, words))
    return is_short and _starts_with(name, _UNNAMED)


def is_code(word: str) -> bool:
    """Say whether the word is short for an organisation: `QMG`, `CAHN`; not `NAM`, not `N.K`."""
    letters = [c for c in word if c.isalpha()]
    return word.isupper() and len(letters) >= 3 and "." not in word and not is_syllable(word)


def is_institution(name: str) -> bool:
    """
    Say whether a credit names an organisation: an agency, a paper, a code, `Sở …`, `Công an …`.

    Personal names, also in capitals, are refused: `Đoàn Văn Hùng`, `NGUYỄN KHÁNH`.
    """
    words = name.split()
    if not words:
        return False
    if is_outlet(name):
        return True
    if len(words) == 1:
        # A single foreign-looking word is a site or a company far more often than a person.
        return is_code(name) or (not is_syllable(name) and "." not in name and len(name) > 3)
    if all(word[:1].isupper() and is_syllable(word) for word in words):
        if len(words) <= 4 and is_family_name(words[0]):
            return False
        if len(words) == 2 and not _starts_with(name, _HEADS_OF_TWO):
            return False
    if not _SENTENCE_WORDS.isdisjoint(map(key_of, words[1:])) or name.count(",") > 2:
        return False
    return _starts_with(name, _HEADS) or words[0] == "The" or _opens_with_code(words)


def _opens_with_code(words: list[str]) -> bool:
    """Tell `CLB Hà Nội` from `ALMA FAZ`."""
    code = words[0]
    is_all_shouted = all(word.isupper() for word in words) and not _VOWELS.isdisjoint(code)
    return (
        len(code) > 1
        and code.isupper()
        and code.isalpha()
        and not (is_syllable(code) or is_all_shouted)
    )


def _starts_with(name: str, heads: tuple[str, ...]) -> bool:
    key = key_of(name) + " "
    return key.startswith(tuple(f"{head} " for head in heads))
