import pytest

from vietnamese.matching import Match, candidates, find, organisation_key, person_key

PEOPLE = [
    "Vũ Minh Khôi",
    "Lê Thị Thu",
    "Đỗ Văn Bảy",
    "Thu Hà",
    "Peter Kallmann",
    "Ruth P. Ostwald",
    "Arne Holm Jr.",
]
ORGANISATIONS = [
    "Tỉnh ủy",
    "Ban Thường vụ Tỉnh ủy",
    "Đoàn đại biểu Quốc hội tỉnh",
    "Sở Y tế",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Đài Phát thanh - Truyền hình tỉnh",
    "Viện Nội dung & Phương pháp dạy học",
    "UBND TP.HCM",
    "QMG",
    "sóngTV",
    "FC Ngân Hải",
]
REGISTER = {person_key(name): (name,) for name in PEOPLE} | {
    organisation_key(name): (name,) for name in ORGANISATIONS
}


def lookup(keys):
    return {key: REGISTER[key] for key in keys if key in REGISTER}


def found(text):
    return [(match.text, match.targets[0]) for match in find(text, lookup)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bí thư Vũ Minh Khôi nói", [("Vũ Minh Khôi", "Vũ Minh Khôi")]),
        ("Ông Vũ Minh Khôi và bà Lê Thị Thu", [("Vũ Minh Khôi",) * 2, ("Lê Thị Thu",) * 2]),
        ("CHỦ TỊCH VŨ MINH KHÔI DỰ HỘI NGHỊ", [("VŨ MINH KHÔI", "Vũ Minh Khôi")]),
        ("xã Hồng Phong Vũ Minh Khôi", [("Vũ Minh Khôi",) * 2]),
        ("tỉnh Hà Nam Vũ Minh Khôi", [("Vũ Minh Khôi",) * 2]),
        ("Vũ  Minh Khôi", [("Vũ  Minh Khôi", "Vũ Minh Khôi")]),
        ("Theo Thu Hà, mùa này đẹp", [("Thu Hà",) * 2]),
        ("nhà trường Đỗ Văn Bảy", [("Đỗ Văn Bảy",) * 2]),
        ("trên đường, ông Đỗ Văn Bảy kể", [("Đỗ Văn Bảy",) * 2]),
        ("Ban Thường vụ Tỉnh uỷ họp", [("Ban Thường vụ Tỉnh uỷ", "Ban Thường vụ Tỉnh ủy")]),
        ("Đoàn Đại biểu Quốc hội tỉnh", [("Đoàn Đại biểu Quốc hội tỉnh", ORGANISATIONS[2])]),
        (
            "Sở Văn hoá, Thể thao và Du lịch",
            [("Sở Văn hoá, Thể thao và Du lịch", ORGANISATIONS[4])],
        ),
        (
            "Đài Phát thanh – Truyền hình tỉnh",
            [("Đài Phát thanh – Truyền hình tỉnh", ORGANISATIONS[5])],
        ),
        ("cầu thủ áo số 10 Đỗ Văn Bảy, đội chủ nhà", [("Đỗ Văn Bảy",) * 2]),
        ("Viện Nội dung & Phương pháp dạy học mở", [("Viện Nội dung & Phương pháp dạy học",) * 2]),
        ("UBND TP.HCM và QMG", [("UBND TP.HCM",) * 2, ("QMG",) * 2]),
        ("Thống đốc bang Norland Peter Kallmann", [("Peter Kallmann",) * 2]),
        ("Tổng thống Mỹ Peter Kallmann nói", [("Peter Kallmann",) * 2]),
        ("Thủ tướng Hà Lan Peter Kallmann", [("Peter Kallmann",) * 2]),
        ("HLV FC Ngân Hải Peter Kallmann", [("FC Ngân Hải",) * 2, ("Peter Kallmann",) * 2]),
        ("kẻ bắn súng tên Ruth P. Ostwald, 26 tuổi", [("Ruth P. Ostwald",) * 2]),
        ("ủy viên Arne Holm Jr. cho biết", [("Arne Holm Jr", "Arne Holm Jr.")]),
        ("trên đài sóngTV tối nay", [("sóngTV",) * 2]),
        ("Bí thư Chi bộ thôn 3 Đỗ Văn Bảy", [("Đỗ Văn Bảy",) * 2]),
        ("phút 82 Đỗ Văn Bảy ghi bàn", [("Đỗ Văn Bảy",) * 2]),
        ("Mưa đã tạnh. - Theo QMG, nước rút", [("QMG",) * 2]),
        ("Sở Y tế Vũ Minh Khôi", [("Sở Y tế",) * 2, ("Vũ Minh Khôi",) * 2]),
    ],
)
def test_find(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("vũ minh khôi", id="small_letters"),
        pytest.param("bà Lê Thị Thu Hà", id="longer_name_to_the_right"),
        pytest.param("Trần Vũ Minh Khôi", id="longer_name_to_the_left"),
        pytest.param("chị Nguyễn Thu Hà", id="end_of_a_full_name"),
        pytest.param("đường Đỗ Văn Bảy", id="street"),
        pytest.param("Trường THPT Đỗ Văn Bảy", id="school"),
        pytest.param("cầu vượt Đỗ Văn Bảy", id="bridge"),
        pytest.param("căn nhà số 30 Đỗ Văn Bảy", id="house_number"),
        pytest.param("ở 12/5 Đỗ Văn Bảy", id="house_number_with_a_slash"),
        pytest.param("số 7A Đỗ Văn Bảy, phường Bến Hạ", id="address_with_its_quarter"),
        pytest.param("nhà ở xã hội 282 Đỗ Văn Bảy", id="address_of_a_building"),
        pytest.param("chung cư số 5 Đỗ Văn Bảy", id="address_of_flats"),
        pytest.param("Anh Mary Peter Kallmann", id="longer_foreign_name"),
        pytest.param("chị Mỹ Peter Kallmann", id="a_name_that_is_a_country_too"),
        pytest.param("Khen 95%. - QMG", id="signature_after_a_number"),
        pytest.param("Trời mưa. - QMG Du lịch", id="signature_of_a_section"),
        pytest.param("Vũ Minh Khôi-Nguyên", id="hyphen_is_part_of_the_word"),
        pytest.param("Vũ Minh. Khôi", id="across_sentences"),
        pytest.param("Vũ, Minh Khôi", id="across_a_comma"),
        pytest.param("ông Khôi", id="given_name_only"),
        pytest.param("Sở Y tế Quảng Bình", id="another_province"),
        pytest.param("sở Y tế", id="first_letter_small"),
        pytest.param("Qmg", id="code_in_small_letters"),
        pytest.param("", id="nothing"),
    ],
)
def test_find_nothing(text):
    assert found(text) == []


def test_match_carries_place_and_all_owners():
    key = person_key("Lê Thị Thu")

    matches = find("Bà Lê Thị Thu.", lambda keys: {key: [7, 9]} if key in keys else {})

    assert matches == [
        Match(start=3, end=13, text="Lê Thị Thu", key="p:Lê Thi\u0323 Thu", targets=(7, 9))
    ]
    assert matches[0].is_person


def test_candidates_start_at_capitals_and_stay_in_the_sentence():
    assert candidates("họp ở Sở Y tế. Tốt") == {
        "o:sơ\u0309": [(6, 8)],
        "p:Sơ\u0309": [(6, 8)],
        "o:sơ\u0309 y": [(6, 10)],
        "p:Sơ\u0309 Y": [(6, 10)],
        "o:sơ\u0309 y tê\u0301": [(6, 13)],
        "o:Y": [(9, 10)],
        "p:Y": [(9, 10)],
        "o:y tê\u0301": [(9, 13)],
        "o:tôt\u0301": [(15, 18)],
        "p:Tôt\u0301": [(15, 18)],
    }


@pytest.mark.parametrize(
    ("name", "key"),
    [("Bộ Công Thương", "o:bô\u0323 công thương"), ("QMG", "o:QMG"), ("Báo", "o:bao\u0301")],
)
def test_organisation_key(name, key):
    assert organisation_key(name) == key


@pytest.mark.parametrize(
    "text",
    [
        "Cầu thủ X ghi bàn",
        "Trường hợp X, 45 tuổi",
        "Công an yêu cầu X khai báo",
        "Thủ quỹ X",
        "Trạm trưởng X",
        "Trưởng trạm X",
        "Bí thư Chi bộ khu phố 3 X",
        "Hòa giải viên X",
        "Hội trường có X",
        "Chị tiết lộ X đã về",
        "Bệnh nhân tiểu đường X",
        "Chủ tịch Hội đồng trường X",
        "Cục Đường bộ X",
        "đến đường thì X ngã",
        "Chủ tịch UBND xã X",
        "Giám đốc Bệnh viện Đa khoa tỉnh X",
        "Hiệu trưởng Trường THPT Ngô Quyền X",
    ],
)
def test_words_that_only_look_like_a_street_hide_nobody(text):
    name = "Đỗ Văn Bảy"

    assert found(text.replace("X", name)) == [(name, name)]


@pytest.mark.parametrize(
    "text",
    [
        "phường X có mưa",
        "Công an phường X",
        "tượng X",
        "tượng đài X",
        "nút giao X",
        "khu đô thị X",
        "Bệnh viện X",
        "nghĩa trang X",
        "trường mang tên X",
        "Công ty TNHH X",
        "khách sạn X",
        "tàu X",
        "đảo X",
        "giải thưởng X",
        "trường trung học phổ thông X",
        "Trường Tiểu học số 2 X",
        "phố đi bộ X",
        "đường bác sĩ X",
        "ngã tư X",
        "đường nối X vào khu công nghiệp",
        "quảng trường X",
        "đền thờ X",
    ],
)
def test_what_bears_a_name_is_not_the_person(text):
    assert found(text.replace("X", "Đỗ Văn Bảy")) == []
