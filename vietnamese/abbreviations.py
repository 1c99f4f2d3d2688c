"""What Vietnamese offices and institutions are called for short."""

import re

from vietnamese.text import squeeze

ABBREVIATIONS = {
    "ĐBQH": "Đại biểu Quốc hội",
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "MTTQ": "Mặt trận Tổ quốc",
    "BTV": "Ban Thường vụ",
    "BCH": "Ban Chấp hành",
    "BTC": "Ban Tổ chức",
    "TW": "Trung ương",
    "T.Ư": "Trung ương",
    "TƯ": "Trung ương",
    "QĐND": "Quân đội nhân dân",
    "CAND": "Công an nhân dân",
    "BĐBP": "Bộ đội Biên phòng",
    "CHQS": "Chỉ huy Quân sự",
    "TAND": "Tòa án nhân dân",
    "VKSND": "Viện Kiểm sát nhân dân",
    "CSGT": "Cảnh sát giao thông",
    "PCCC": "Phòng cháy, chữa cháy",
    "GD&ĐT": "Giáo dục và Đào tạo",
    "NN&MT": "Nông nghiệp và Môi trường",
    "NN&PTNT": "Nông nghiệp và Phát triển nông thôn",
    "TN&MT": "Tài nguyên và Môi trường",
    "TNMT": "Tài nguyên và Môi trường",
    "KH&CN": "Khoa học và Công nghệ",
    "KH&ĐT": "Kế hoạch và Đầu tư",
    "GTVT": "Giao thông Vận tải",
    "VH,TT&DL": "Văn hóa, Thể thao và Du lịch",
    "VHTTDL": "Văn hóa, Thể thao và Du lịch",
    "LĐTB&XH": "Lao động, Thương binh và Xã hội",
    "LĐLĐ": "Liên đoàn Lao động",
    "CCB": "Cựu chiến binh",
    "LHPN": "Liên hiệp Phụ nữ",
    "TNCS": "Thanh niên Cộng sản",
    "HTX": "Hợp tác xã",
    "BHXH": "Bảo hiểm xã hội",
    "THPT": "trung học phổ thông",
    "THCS": "trung học cơ sở",
    "Công ty CP": "Công ty cổ phần",
    "CTCP": "Công ty cổ phần",
    "TNHH": "trách nhiệm hữu hạn",
    "TP": "thành phố",
}

# Longest first: UBMTTQ before MTTQ, NN&PTNT before any part of it.
_SHORT = re.compile(
    r"(?<![\w&])(?:"
    + "|".join(map(re.escape, sorted(ABBREVIATIONS, key=len, reverse=True)))
    + r")(?![\w&])"
)


def expand(text: str) -> str:
    """Return the text with every known abbreviation written out: `ĐBQH` as `Đại biểu Quốc hội`."""
    return _SHORT.sub(lambda match: ABBREVIATIONS[match.group()], text)


def variants(name: str) -> set[str]:
    """Return the ways a name may be written: as given, all written out, each part for short."""
    name = squeeze(name)
    found = {name, expand(name)}
    for short, full in ABBREVIATIONS.items():
        written_out = re.compile(rf"(?<!\w){re.escape(full)}(?!\w)", re.IGNORECASE)
        found |= {written_out.sub(short, known) for known in found}
    return found
