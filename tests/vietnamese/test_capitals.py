import pytest

from vietnamese.capitals import in_small_letters
from vietnamese.names import propose, titles_beside


@pytest.mark.parametrize(
    ("shouted", "read"),
    [
        ("BÍ THƯ TỈNH ỦY LÊ VĂN TÚ TRAO QUÀ", "Bí thư Tỉnh ủy Lê Văn Tú trao quà"),
        (
            "ÔNG LÊ VĂN TÚ, TRƯỞNG ĐOÀN ĐẠI BIỂU QUỐC HỘI TỈNH, DỰ.",
            "Ông Lê Văn Tú, Trưởng Đoàn Đại biểu Quốc hội tỉnh, dự.",
        ),
        ("LÃNH ĐẠO BỘ TƯ LỆNH BỘ ĐỘI BIÊN PHÒNG", "Lãnh đạo Bộ Tư lệnh Bộ đội Biên phòng"),
        (
            "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH QUẢNG NAM",
            "Sở Văn hóa, Thể thao và Du lịch Quảng Nam",
        ),
        ("ỦY BAN MTTQ VIỆT NAM TỈNH", "Ủy ban MTTQ Việt Nam tỉnh"),
        ("HỘI LIÊN HIỆP PHỤ NỮ TỈNH HỌP", "Hội Liên hiệp Phụ nữ tỉnh họp"),
        (
            "PHÓ GIÁM ĐỐC SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG TỈNH",
            "Phó Giám đốc Sở Nông nghiệp và Môi trường tỉnh",
        ),
        # Halves of common words are no heads.
        ("GIÁM ĐỐC CƠ SỞ ĐÓNG TÀU", "Giám đốc cơ sở đóng tàu"),
        ("NHIỆM VỤ QUỐC PHÒNG CỦA CÁN BỘ", "Nhiệm vụ quốc phòng của cán bộ"),
        ("KINH TẾ - XÃ HỘI TĂNG TRƯỞNG", "Kinh tế - xã hội tăng trưởng"),
        ("NGHỊ QUYẾT SỐ 03-NQ/TU", "Nghị quyết số 03-NQ/TU"),
        ("BÁC SĨ LƯU Ý, CHỊ TỪ CHỐI", "Bác sĩ lưu ý, chị từ chối"),
        (
            "CHỦ TỊCH UBND PHƯỜNG ĐỒNG SƠN LÊ VĂN TÚ TIẾP DÂN",
            "Chủ tịch UBND phường Đồng Sơn Lê Văn Tú tiếp dân",
        ),
        ("UBND XÃ VÂN SƠN TỔ CHỨC LỄ", "UBND xã Vân Sơn tổ chức lễ"),
        ("BÍ THƯ ĐẢNG ỦY XÃ VÂN SƠN LÊ VĂN TÚ", "Bí thư Đảng ủy xã Vân Sơn Lê Văn Tú"),
        (
            "CÔNG TY CỔ PHẦN CAO SU SAO XANH TRAO QUÀ",
            "Công ty Cổ phần Cao Su Sao Xanh trao quà",
        ),
        (
            "GIÁM ĐỐC CÔNG TY TNHH HOA SEN LÊ THỊ TÚ NÓI",
            "Giám đốc Công ty TNHH Hoa Sen Lê Thị Tú nói",
        ),
        # Where it ends nobody can tell.
        ("UBND XÃ KHẨN TRƯƠNG DI DỜI HỘ DÂN", "UBND xã khẩn trương di dời hộ dân"),
        ("CÔNG TY TNHH BỊ PHẠT", "Công ty TNHH bị phạt"),
        ("TRƯỜNG TIỂU HỌC HOA SÒ", "Trường tiểu học hoa sò"),
    ],
)
def test_a_line_in_capitals_is_read_in_small_letters(shouted, read):
    assert in_small_letters([shouted]) == [read]


@pytest.mark.parametrize("text", ["QMG", "Ông Lê Văn Tú, Giám đốc QMG", "", "24/7 - 1.000"])
def test_what_is_not_all_in_capitals_stays(text):
    assert in_small_letters([text]) == [text]


def test_places_stay_whatever_a_letter_becomes():
    # "İ" has two code points when it is small.
    [read] = in_small_letters(["ÔNG LÊ VĂN TÚ THĂM İZMİR"])

    assert read == "Ông Lê Văn Tú thăm İZMİR"


def test_the_rest_of_the_story_tells_where_a_name_ends():
    shouted = "ÔNG LÊ TÚ ANH VIỆT VỀ NHÀ"

    alone = in_small_letters([shouted])
    twice = in_small_letters([shouted, "Lê Tú Anh Việt, 45 tuổi, kể."])

    assert alone[0].startswith("Ông Lê Tú Anh Việt về")
    assert twice == [alone[0], "Lê Tú Anh Việt, 45 tuổi, kể."]
    assert in_small_letters(["ÔNG LÊ TÚ CHẠY XE BA BÁNH", "Ông Lê Tú, 45 tuổi, kể."])[0] == (
        "Ông Lê Tú chạy xe ba bánh"
    )


def test_a_given_name_after_an_honorific_begins_no_name():
    paragraphs = ["ÔNG NGUYỄN VĂN HÀ, 45 TUỔI, DỰ.", "ÔNG HÀ GÁC CỔNG TRƯỜNG."]

    assert [proposal.text for proposal in propose(paragraphs)] == ["Nguyễn Văn Hà"]


def test_a_given_name_of_somebody_on_record_begins_no_name():
    paragraphs = ["ÔNG NGUYỄN VĂN HÀ DỰ.", "ÔNG HÀ GÁC CỔNG TRƯỜNG."]

    assert propose(paragraphs, known=[(0, 4, 17)]) == []


def test_what_is_known_past_the_part_that_is_read_does_no_harm():
    far = [*["A" * 200_000] * 3, "ÔNG NGUYỄN VĂN HÀ DỰ."]

    assert propose(far, known=[(3, 4, 17)]) == []


def test_names_in_capitals_are_proposed_with_their_offices():
    [person, other, body] = propose(
        [
            "CÁC ĐỒNG CHÍ: LÊ VĂN TÚ, CHỦ TỊCH UBND TỈNH; ĐỖ MINH KHÔI DỰ",
            "CHỦ TỊCH UBND TỈNH LÊ VĂN TÚ THĂM SỞ Y TẾ",
        ]
    )

    assert (person.text, person.titles, person.count) == ("Lê Văn Tú", ("Chủ tịch UBND tỉnh",), 2)
    assert person.evidence == "CÁC ĐỒNG CHÍ: LÊ VĂN TÚ, CHỦ TỊCH UBND TỈNH; ĐỖ MINH KHÔI DỰ"
    assert (other.text, other.cue) == ("Đỗ Minh Khôi", "list")
    assert (body.text, body.kind, body.spans) == ("Sở Y tế", "organisation", ((1, 34, 41),))


def test_offices_beside_a_known_name_in_capitals_come_in_small_letters():
    text = "BÍ THƯ TỈNH ỦY LÊ VĂN TÚ, ỦY VIÊN TRUNG ƯƠNG ĐẢNG, DỰ"

    assert titles_beside(text, [(15, 24)]) == {
        (15, 24): ("Bí thư Tỉnh ủy", "Ủy viên Trung ương Đảng")
    }
