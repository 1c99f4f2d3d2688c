"""Who gives a newspaper its pictures, as credits write it: agencies, outlets, institutions."""

import re

from vietnamese.abbreviations import ABBREVIATIONS
from vietnamese.syllables import is_family_name, is_syllable
from vietnamese.wordlists import key_of, keys


def _names(text: str) -> frozenset[str]:
    return frozenset(map(key_of, text.split(", ")))


NEWS_AGENCIES = _names(
    "TTXVN, Thông tấn xã Việt Nam, VNA, Vietnam+, VietnamPlus, Reuters, AFP, AP, EPA, EFE, "
    "EPA-EFE, DPA, ANSA, TASS, RIA Novosti, Sputnik, Xinhua, THX, Tân Hoa xã, Kyodo, Kyodo News, "
    "Jiji Press, Yonhap, Antara, Bernama, PTI, ANI, Getty, Getty Images, AFP/Getty Images, "
    "AFP via Getty Images, Reuters via Getty Images, Bloomberg, UPI, CNA, Anadolu, Zuma, Alamy, "
    "Shutterstock, iStock, Adobe Stock, Depositphotos, Dreamstime, 123RF"
)

# Found there, made by others.
_PLACES_ON_THE_NET = _names(
    "Facebook, FB, FBNV, Zalo, YouTube, TikTok, Twitter, X, Instagram, Threads, Telegram, "
    "Internet, IT, Tổng hợp, Google, "
    "Google Maps, Google Earth, Wikipedia, Wikimedia Commons, Wikimedia, Pexels, Pixabay, "
    "Unsplash, Freepik, Flickr, ChatGPT, Midjourney, Gemini, DALL-E, Copilot, Grok, "
    " Pinterest, Flightradar24, Windy, MXH, Maxar, Maxar Technologies"
)
_NEWSROOMS = _names(
    "Daily Mail, New York Times, The New York Times, "
    "Washington Post, The Washington Post, Guardian, The Guardian, The Sun, Sky News, Fox News, "
    "Al Jazeera, AJ, South China Morning Post, Straits Times, The Straits Times, Bangkok Post, "
    "Nikkei Asia, Global Times, VnExpress, VietNamNet, Vietnam News, Zing News, VTC News, Dân trí, "
    "Tuổi Trẻ, Thanh Niên, Tiền Phong, Nhân Dân, Lao Động, Người Lao Động, Sài Gòn Giải Phóng, "
    "CNN, BBC, NBC, ABC, CBS, NHK, KBS, CCTV, CGTN, DW, RT, VTV, "
    "VOV, VTC, VGP, Thanh Niên Online, Tuổi Trẻ Online, Nhân Dân điện tử"
)
_OUTLETS = _PLACES_ON_THE_NET | _NEWSROOMS | _names("NASA, NOAA")
# "Báo Biển", "Đài PT-TH tỉnh": another newsroom.
_NEWSROOM_HEADS = tuple(
    _names("báo, đài, tạp chí, truyền hình, phát thanh, PT-TH, PTTH, thông tấn xã")
)
_ROLES = _names("CTV, cộng tác viên, PV, P.V, nhóm PV, phóng viên, nhóm phóng viên, ST")
# In capitals, and no agency: who holds an office, sits in a committee, keeps the roads.
_OFFICES_FOR_SHORT = keys(
    "BTC BGH BQL BCHQS BCĐ CA CATP CAT CAH CSGT CSĐT CSHS CSCĐ CNCH PCTT PCLB HKLV VH-TT TTXH "
    "CQĐT CQCA CSĐTTP BCA BQP BYT BTL BVĐK QLTT ĐTN HLHPN LĐBĐ LĐBĐVN VFF VPF AFC FIFA"
) | keys(" ".join(ABBREVIATIONS))

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
# Of these also with more words: "Gia đình nạn nhân"; "Công an tỉnh" is somebody.
_SOMEBODY = tuple(
    _names("nhân vật, gia đình, người dân, người nhà, người thân, phụ huynh, bạn đọc, độc giả")
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
            "thông tấn xã, truyền hình, phát thanh, pt-th, ptth, phòng, "
            "đoàn, tỉnh đoàn, thành đoàn, huyện đoàn, thị đoàn, quận đoàn, xã đoàn, phường đoàn, "
            "tỉnh ủy, thành ủy, huyện ủy, quận ủy, thị ủy, đảng bộ, đảng ủy, "
            "binh đoàn, sư đoàn, trung đoàn, tiểu đoàn, hải đoàn, hải đội, "
            "vùng 1, vùng 2, vùng 3, vùng 4, vùng 5, vùng cảnh sát biển, "
            "kiểm lâm, hải quan, điện lực, nhà hát, nhà trường, nhà máy, nhà văn hóa, "
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
# Small letters: "Sở Y tế kiểm tra …" is a sentence, "Viện Kiểm sát" and "Sở Xây dựng" are not.
_DOING = re.compile(
    r"\b(?:kiểm tra|trao|tặng|thăm|giúp|bắt giữ|ký kết|tuần tra|phát biểu|(?<!Xây )dựng|dọn|đưa|"
    r"hướng dẫn|"
    r"khống chế|ra quân|diễn tập|biểu diễn|khám bệnh|làm lễ|dâng hương)\b"
)
_VOWELS = frozenset("AEIOUY")


# NVCC, BVCC, ĐVCC …: nhân vật, bệnh viện, đơn vị cung cấp.
_GIVEN = re.compile(r"[A-ZĐ]{2,3}CC")
_SITE = re.compile(r"(?:[\w-]+\.)+(?:vn|com|net|org|edu|gov|info|asia|tv)", re.IGNORECASE)


def is_site(name: str) -> bool:
    """Say whether the word is the address of a site: `baobien.vn`."""
    return _SITE.fullmatch(name) is not None


def is_outlet(name: str) -> bool:
    """Say whether the words are an agency, a paper, a station or a site that everybody knows."""
    return key_of(name) in NEWS_AGENCIES or key_of(name) in _OUTLETS


def is_newsroom(name: str) -> bool:
    """Say whether the words are an agency, a paper or a station: `TTXVN`, `Báo Biển`."""
    if is_news_agency(name) or key_of(name) in _NEWSROOMS:
        return True
    return _starts_with(name, _NEWSROOM_HEADS) and is_institution(name)


def is_unknown_code(name: str) -> bool:
    """Say whether the word is a code that may be an agency: `NCHMF`; not `CSGT`, `NVCC`."""
    parts = map(key_of, re.split(r"[\s/-]", name))
    return (
        is_code(name)
        and not is_giver_for_short(name)
        and key_of(name) not in _PLACES_ON_THE_NET
        and _OFFICES_FOR_SHORT.isdisjoint(parts)
    )


def is_giver_for_short(name: str) -> bool:
    return _GIVEN.fullmatch(name) is not None


def names_nobody(name: str) -> bool:
    """Say whether a credit says where a picture is from, not whose it is: `NVCC`, `Internet`."""
    key = key_of(name)
    return (
        is_giver_for_short(name)
        or key in _UNNAMED
        or _starts_with(name, _SOMEBODY)
        or key in _PLACES_ON_THE_NET
        or key in _ROLES
    )


def is_news_agency(name: str) -> bool:
    return key_of(name) in NEWS_AGENCIES


def is_unnamed_source(name: str) -> bool:
    """Say whether the words mean an unnamed giver, in at most six words: `Gia đình nạn nhân`."""
    words = name.split()
    is_short = len(words) <= 6 and _SENTENCE_WORDS.isdisjoint(map(key_of, words))
    return is_short and not _DOING.search(name) and _starts_with(name, _UNNAMED)


def is_code(word: str) -> bool:
    """Say whether the word is short for an organisation: `QMG`, `CAHN`; not `NAM`, not `N.K`."""
    letters = [c for c in word if c.isalpha()]
    return (
        word.isupper()
        and len(letters) >= 3
        and not any(sign in word for sign in " .'’")
        and not is_syllable(word)
    )


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
        return is_code(name) or _is_brand(name)
    if all(word[:1].isupper() and is_syllable(word) for word in words):
        if len(words) <= 4 and is_family_name(words[0]):
            return False
        if len(words) == 2 and not _starts_with(name, _HEADS_OF_TWO):
            return False
    is_sentence = _DOING.search(name) or not _SENTENCE_WORDS.isdisjoint(map(key_of, words[1:]))
    if is_sentence or name.count(",") > 2:
        return False
    return _starts_with(name, _HEADS) or words[0] == "The" or _opens_with_code(words)


def _is_brand(word: str) -> bool:
    """Tell `ZingNews` and `Kenh14` from `Ksor` and `K'Brêu`, who may be persons."""
    if "'" in word or "’" in word:
        return False
    return (any(c.isupper() for c in word[1:]) and not word.isupper() and "." not in word) or (
        any(map(str.isdigit, word)) and any(map(str.isalpha, word))
    )


def is_head(word: str) -> bool:
    """Say whether the words open the name of an institution, and are no name without more."""
    return key_of(word) in _HEADS


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
