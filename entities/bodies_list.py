"""
Which bodies a province and its communes, wards and special zones have, and how papers write them.

A name says by a placeholder where the place goes; entities.bodies_names makes of it:

- "Công an {level}": "Công an tỉnh Quảng Ninh", "Công an Quảng Ninh"; at home "Công an tỉnh";
- "Ban Tổ chức {committee}": "Ban Tổ chức Tỉnh ủy Quảng Ninh"; at home "Ban Tổ chức Tỉnh ủy";
- "Bộ Tư lệnh Thủ đô {name}": "Bộ Tư lệnh Thủ đô Hà Nội"; at home "Bộ Tư lệnh Thủ đô";
- none, as of departments: "Sở Y tế tỉnh Quảng Ninh"; at home "Sở Y tế" as well.

What vietnamese.abbreviations knows for short (UBND, HĐND, MTTQ …) need not be listed. Two bodies
are left out on purpose: "Thường trực Tỉnh ủy" and "Thường trực HĐND" would be found inside
"Phó Bí thư Thường trực Tỉnh ủy", where they are not meant.
"""

import datetime
from dataclasses import dataclass

from entities.models import OrganisationKind

# By then the provinces had carried out the reform of early 2025; most of them on 1 March.
REFORM = datetime.date(2025, 2, 28)
# The last day of districts, and of what was put in order together with them.
LEVELS_REFORM = datetime.date(2025, 6, 30)


@dataclass(frozen=True)
class Body:
    """
    `name` is printed; `also` are other ways of writing it, `former` what it was called until
    `former_until`. `short` is the short name, without the place. `parent` and `became` are keys;
    what has become another body ended with the reform.
    """

    key: str
    name: str
    kind: OrganisationKind
    parent: str = ""
    short: str = ""
    also: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    former_until: datetime.date = REFORM
    became: str = ""


def department(key: str, name: str, *short: str, former: str = "", became: str = "") -> Body:
    """Return a sở; `short` are its abbreviations that vietnamese.abbreviations does not know."""
    return Body(
        key=f"so-{key}",
        name=f"Sở {name}",
        kind=OrganisationKind.GOVERNMENT,
        parent="ubnd",
        also=tuple(f"Sở {form}" for form in short),
        former=(former,) if former else (),
        became=f"so-{became}" if became else "",
    )


PARTY, STATE, COUNCIL = (
    OrganisationKind.PARTY,
    OrganisationKind.GOVERNMENT,
    OrganisationKind.COUNCIL,
)
FRONT, MILITARY = OrganisationKind.FRONT, OrganisationKind.MILITARY
POLICE, COURT = OrganisationKind.POLICE, OrganisationKind.COURT

FRONT_FORMS = ("Ủy ban Mặt trận Tổ quốc {level}", "Mặt trận Tổ quốc {level}")

# Parents stand before their parts, and what others became before them.
PROVINCE = [
    # The party
    Body("tinh-uy", "{committee}", PARTY),
    Body("dang-bo", "Đảng bộ {level}", PARTY),
    Body("ban-chap-hanh", "Ban Chấp hành Đảng bộ {level}", PARTY, "tinh-uy"),
    Body("ban-thuong-vu", "Ban Thường vụ {committee}", PARTY, "tinh-uy"),
    Body("ban-to-chuc", "Ban Tổ chức {committee}", PARTY, "tinh-uy"),
    Body(
        "ban-tuyen-giao-dan-van",
        "Ban Tuyên giáo và Dân vận {committee}",
        PARTY,
        "tinh-uy",
        also=("Ban TG&DV {committee}",),
        former=("Ban Tuyên giáo {committee}",),
    ),
    Body(
        "ban-dan-van", "Ban Dân vận {committee}", PARTY, "tinh-uy", became="ban-tuyen-giao-dan-van"
    ),
    Body("ban-noi-chinh", "Ban Nội chính {committee}", PARTY, "tinh-uy"),
    Body(
        "uy-ban-kiem-tra",
        "Ủy ban Kiểm tra {committee}",
        PARTY,
        "tinh-uy",
        also=("UBKT {committee}",),
    ),
    Body("van-phong-tinh-uy", "Văn phòng {committee}", PARTY, "tinh-uy"),
    Body("dang-uy-ubnd", "Đảng ủy Ủy ban nhân dân {level}", PARTY, "tinh-uy"),
    Body("dang-uy-co-quan-dang", "Đảng ủy các cơ quan Đảng {level}", PARTY, "tinh-uy"),
    Body("dang-uy-cong-an", "Đảng ủy Công an {level}", PARTY, "tinh-uy"),
    Body("dang-uy-quan-su", "Đảng ủy Quân sự {level}", PARTY, "tinh-uy"),
    # Those who are elected
    Body("hdnd", "Hội đồng nhân dân {level}", COUNCIL, short="HĐND"),
    Body("doan-dbqh", "Đoàn đại biểu Quốc hội {level}", COUNCIL, short="Đoàn ĐBQH"),
    Body(
        "van-phong-dbqh-hdnd",
        "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân {level}",
        COUNCIL,
        short="Văn phòng Đoàn ĐBQH và HĐND",
    ),
    # The people's committee and its departments
    Body("ubnd", "Ủy ban nhân dân {level}", STATE, short="UBND"),
    Body("van-phong-ubnd", "Văn phòng Ủy ban nhân dân {level}", STATE, "ubnd", "Văn phòng UBND"),
    Body("thanh-tra", "Thanh tra {level}", STATE, "ubnd"),
    department("noi-vu", "Nội vụ"),
    department("tai-chinh", "Tài chính"),
    department("xay-dung", "Xây dựng"),
    department(
        "nong-nghiep-moi-truong",
        "Nông nghiệp và Môi trường",
        "NN-MT",
        "NNMT",
        former="Sở Nông nghiệp và Phát triển nông thôn",
    ),
    department("cong-thuong", "Công Thương"),
    department("khoa-hoc-cong-nghe", "Khoa học và Công nghệ", "KH-CN", "KHCN"),
    department("giao-duc-dao-tao", "Giáo dục và Đào tạo", "GD-ĐT", "GDĐT"),
    department("y-te", "Y tế"),
    department("tu-phap", "Tư pháp"),
    department("van-hoa", "Văn hóa, Thể thao và Du lịch", "VHTT&DL", "VH-TT&DL", "VH-TT-DL"),
    department("dan-toc-ton-giao", "Dân tộc và Tôn giáo", "DT&TG", former="Ban Dân tộc {level}"),
    department("ke-hoach-dau-tu", "Kế hoạch và Đầu tư", "KH-ĐT", became="tai-chinh"),
    department("giao-thong-van-tai", "Giao thông Vận tải", became="xay-dung"),
    department(
        "tai-nguyen-moi-truong",
        "Tài nguyên và Môi trường",
        "TN-MT",
        became="nong-nghiep-moi-truong",
    ),
    department(
        "thong-tin-truyen-thong",
        "Thông tin và Truyền thông",
        "TT&TT",
        "TT-TT",
        became="khoa-hoc-cong-nghe",
    ),
    department(
        "lao-dong",
        "Lao động, Thương binh và Xã hội",
        "Lao động - Thương binh và Xã hội",
        "LĐ-TB&XH",
        "LĐTBXH",
        became="noi-vu",
    ),
    # Police, armed forces, courts
    Body("cong-an", "Công an {level}", POLICE),
    Body("quan-su", "Bộ Chỉ huy Quân sự {level}", MILITARY, short="Bộ CHQS"),
    Body(
        "bien-phong",
        "Ban Chỉ huy Bộ đội Biên phòng {level}",
        MILITARY,
        "quan-su",
        "Ban Chỉ huy BĐBP",
        also=("Bộ đội Biên phòng {level}",),
        former=("Bộ Chỉ huy Bộ đội Biên phòng {level}",),
        former_until=LEVELS_REFORM,
    ),
    Body("toa-an", "Tòa án nhân dân {level}", COURT, short="TAND"),
    Body("vien-kiem-sat", "Viện Kiểm sát nhân dân {level}", COURT, short="VKSND"),
    # Of the ministries, one a province; customs and the treasury serve regions and are left out.
    Body("thue", "Thuế {level}", STATE, former=("Cục Thuế {level}",)),
    Body("bao-hiem-xa-hoi", "Bảo hiểm xã hội {level}", STATE, short="BHXH"),
    Body(
        "thi-hanh-an",
        "Thi hành án dân sự {level}",
        STATE,
        former=("Cục Thi hành án dân sự {level}",),
        former_until=LEVELS_REFORM,
    ),
    # The front, and who belongs to it
    Body(
        "mttq",
        "Ủy ban Mặt trận Tổ quốc Việt Nam {level}",
        FRONT,
        short="Ủy ban MTTQ Việt Nam",
        also=FRONT_FORMS,
    ),
    Body("lien-doan-lao-dong", "Liên đoàn Lao động {level}", FRONT, "mttq", "LĐLĐ"),
    Body("hoi-nong-dan", "Hội Nông dân {level}", FRONT, "mttq"),
    Body(
        "hoi-phu-nu",
        "Hội Liên hiệp Phụ nữ {level}",
        FRONT,
        "mttq",
        "Hội LHPN",
        also=("Hội Phụ nữ {level}",),
    ),
    Body("hoi-cuu-chien-binh", "Hội Cựu chiến binh {level}", FRONT, "mttq", "Hội CCB"),
    Body(
        "tinh-doan",
        "{union}",
        FRONT,
        "mttq",
        also=(
            "Đoàn Thanh niên Cộng sản Hồ Chí Minh {level}",
            "Đoàn Thanh niên {level}",
        ),
    ),
    Body("hoi-chu-thap-do", "Hội Chữ thập đỏ {level}", FRONT),
    Body("hoi-khuyen-hoc", "Hội Khuyến học {level}", FRONT),
    Body("hoi-luat-gia", "Hội Luật gia {level}", FRONT),
    Body("hoi-nguoi-cao-tuoi", "Hội Người cao tuổi {level}", FRONT),
    Body("hoi-nha-bao", "Hội Nhà báo {level}", FRONT),
    Body("lien-minh-hop-tac-xa", "Liên minh Hợp tác xã {level}", FRONT),
]

# Parents are the province's.
UNIT = [
    Body("dang-uy", "Đảng ủy {level}", PARTY, "tinh-uy"),
    Body("hdnd", "Hội đồng nhân dân {level}", COUNCIL, short="HĐND"),
    Body("ubnd", "Ủy ban nhân dân {level}", STATE, "ubnd", "UBND"),
    Body(
        "mttq",
        "Ủy ban Mặt trận Tổ quốc Việt Nam {level}",
        FRONT,
        "mttq",
        "Ủy ban MTTQ Việt Nam",
        also=FRONT_FORMS,
    ),
    Body("cong-an", "Công an {level}", POLICE, "cong-an"),
    Body("quan-su", "Ban Chỉ huy Quân sự {level}", MILITARY, "quan-su", "Ban CHQS"),
]

# By the code of the province: what differs there. None is "not there".
TOURISM: dict[str, Body | None] = {
    "so-van-hoa": department("van-hoa", "Văn hóa và Thể thao", "VH&TT", "VHTT"),
    "so-du-lich": department("du-lich", "Du lịch"),
}
PLANNING: dict[str, Body | None] = {
    "so-quy-hoach": department("quy-hoach", "Quy hoạch - Kiến trúc", "QH-KT")
}
DIFFERENT: dict[str, dict[str, Body | None]] = {
    "01": {
        **TOURISM,
        **PLANNING,
        "quan-su": Body(
            "quan-su",
            "Bộ Tư lệnh Thủ đô {name}",
            MILITARY,
            also=("Bộ Tư lệnh {level}", "Bộ Chỉ huy Quân sự {level}"),
        ),
        # Neither a border nor a coast.
        "bien-phong": None,
    },
    "19": {"bien-phong": None},
    "24": {"bien-phong": None},
    "25": {"bien-phong": None},
    "37": TOURISM,
    "46": TOURISM,
    "79": {
        **TOURISM,
        **PLANNING,
        "so-an-toan-thuc-pham": department("an-toan-thuc-pham", "An toàn thực phẩm"),
        "quan-su": Body(
            "quan-su", "Bộ Tư lệnh {level}", MILITARY, also=("Bộ Chỉ huy Quân sự {level}",)
        ),
    },
}

# "Đoàn Thanh niên Hồ Chí Minh" is no body of the city: its name stands alone only for short.
OTHER_NAMES = {"79": "HCM"}
# Provinces that became cities: what they were, and its last day.
WERE_PROVINCES = {
    "46": ("Thừa Thiên Huế", datetime.date(2024, 12, 31)),
    "75": ("Đồng Nai", datetime.date(2026, 4, 29)),
}
