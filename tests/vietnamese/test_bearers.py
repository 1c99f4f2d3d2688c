"""What bears somebody's name is not the person; who leads it is."""

import pytest

from vietnamese.matching import find, organisation_key, person_key

PEOPLE = ["Đỗ Văn Bảy", "Vũ Minh Khôi", "Lê Văn Đạo", "Hồ Chí Minh"]
BODIES = ["Nhà hát Kịch nói Hải Vân", "Công ty Thiết bị Hải Vân", "Cục Hàng không"]
REGISTER = {person_key(name): (name,) for name in PEOPLE} | {
    organisation_key(name): (name,) for name in BODIES
}


def found(text):
    matches = find(text, lambda keys: {key: REGISTER[key] for key in keys if key in REGISTER})
    return [match.text for match in matches]


@pytest.mark.parametrize(
    "text",
    [
        # Provinces.
        "tại TP. Hồ Chí Minh, đúng dịp",
        "Chủ tịch UBND thành phố Hồ Chí Minh nói",
        # Houses, clubs and companies.
        "Nhà hát Đỗ Văn Bảy sáng đèn",
        "Bảo tàng Đỗ Văn Bảy",
        "Thư viện Đỗ Văn Bảy",
        "sân vận động Đỗ Văn Bảy",
        "khu công nghiệp Đỗ Văn Bảy",
        "Bệnh viện đa khoa Đỗ Văn Bảy",
        "CLB Đỗ Văn Bảy",
        "HTX Đỗ Văn Bảy",
        "Công ty Đỗ Văn Bảy",
        "Trường phổ thông Dân tộc nội trú Đỗ Văn Bảy",
        "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
        "Bí thư Trung ương Đoàn TNCS Hồ Chí Minh",
        # Villages, waters, shrines.
        "làng Đỗ Văn Bảy",
        "xóm Đỗ Văn Bảy",
        "hồ Đỗ Văn Bảy",
        "chùa Đỗ Văn Bảy",
        # Memorials, with a title or without.
        "Đền thờ Hoàng đế Đỗ Văn Bảy",
        "tượng đài Chủ tịch Hồ Chí Minh",
        "Khu tưởng niệm cố Thủ tướng Đỗ Văn Bảy",
        "đường Anh hùng liệt sĩ Đỗ Văn Bảy",
        # Awards and events.
        "Huân chương Hồ Chí Minh",
        "Huy hiệu Đỗ Văn Bảy",
        "Cúp Đỗ Văn Bảy",
        "Cuộc thi Tài năng Cải lương Đỗ Văn Bảy năm 2022",
        "Hội khỏe Đỗ Văn Bảy lần thứ 3",
        # Plays and who is played.
        "vở tuồng Đỗ Văn Bảy",
        "vở diễn “Đỗ Văn Bảy xử án Vũ Minh Khôi”",
        "Kim Cúc (vai Đỗ Văn Bảy), Thu Sen (Vũ Minh Khôi)",
        # Addresses.
        "Nhà tang lễ (số 5 Đỗ Văn Bảy, Hà Nội)",
        "Nhà tang lễ số 5 Đỗ Văn Bảy, TP Hải Vân",
        "Địa chỉ: 30 Đỗ Văn Bảy",
        "quán ăn (30 Đỗ Văn Bảy, Hà Nội)",
    ],
)
def test_a_thing_that_bears_a_name(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tuyến đường dài 4 km từ Đỗ Văn Bảy (Bến Hạ) đến Vũ Minh Khôi (Bến Thượng) ngập.",
        "Ngập ở đoạn từ Đỗ Văn Bảy đến Vũ Minh Khôi.",
        "Cột đèn đổ ở đoạn giao với Đỗ Văn Bảy.",
        "Kẹt xe ở giao lộ giữa Đỗ Văn Bảy và Vũ Minh Khôi.",
        "Ngập ở đường Cây Đa (Bến Hạ), Đỗ Văn Bảy, Vũ Minh Khôi (Bến Thượng)... hơn nửa mét.",
        "Các đường Đỗ Văn Bảy và Vũ Minh Khôi ngập.",
        "Các tuyến đường: Đỗ Văn Bảy, Vũ Minh Khôi, Lê Văn Đạo ngập.",
        "Các tuyến phố như Đỗ Văn Bảy, Vũ Minh Khôi ngập.",
        "Các tuyến đường chính gồm Đỗ Văn Bảy, Vũ Minh Khôi ngập.",
        "Ngã ba Cây Đa và Đỗ Văn Bảy ngập.",
    ],
)
def test_streets_in_every_kind_of_list(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Chủ tịch UBND thành phố Đỗ Văn Bảy nói", PEOPLE[:1]),
        ("Chủ tịch Hồ Chí Minh về thăm", PEOPLE[3:]),
        ("Giám đốc Nhà hát Đỗ Văn Bảy nói", PEOPLE[:1]),
        ("Chủ nhiệm HTX Đỗ Văn Bảy nói", PEOPLE[:1]),
        ("đạo diễn phim Đỗ Văn Bảy nói", PEOPLE[:1]),
        ("mục sư nhà thờ Đỗ Văn Bảy nói", PEOPLE[:1]),
        ("già làng Đỗ Văn Bảy nói", PEOPLE[:1]),
        ("Trưởng Ban Quản lý chợ Đỗ Văn Bảy nói", PEOPLE[:1]),
        ("Diễn viên Đỗ Văn Bảy (vai nhà vua) nói", PEOPLE[:1]),
        ("Đội trưởng Đỗ Văn Bảy (Vũ Minh Khôi thay ở phút 60)", PEOPLE[:2]),
        ("Các nhà thơ từ Đỗ Văn Bảy đến Vũ Minh Khôi", PEOPLE[:2]),
        ("Họ cãi nhau với Đỗ Văn Bảy", PEOPLE[:1]),
        ("phút 82 Đỗ Văn Bảy (Hà Nội) ghi bàn", PEOPLE[:1]),
        ("cầu thủ số 10 Đỗ Văn Bảy, Hà Nội ghi bàn", PEOPLE[:1]),
        ("Năm 2020, Đỗ Văn Bảy năm 2022", PEOPLE[:1]),
        ("giải nhất của Đỗ Văn Bảy năm 2022", PEOPLE[:1]),
        ("Đường xa, Đỗ Văn Bảy vẫn đến", PEOPLE[:1]),
        ("Bố trí đủ: Đỗ Văn Bảy, Vũ Minh Khôi và Lê Văn Đạo", PEOPLE[:3]),
        ("Ông Đỗ Văn Bảy Bí thư chi bộ phát biểu", PEOPLE[:1]),
        ("Đồng chí Đỗ Văn Bảy Ủy viên Ban Thường vụ Huyện ủy đến", PEOPLE[:1]),
        ("Ông Đỗ Văn Bảy Bí nói", []),
        ("Phó Chủ tịch UBND xã Anh Sơn Đỗ Văn Bảy nói", PEOPLE[:1]),
        ("Lý An, Hiệu trưởng trường Cây Đa; Đỗ Văn Bảy, Chủ tịch xã", PEOPLE[:1]),
        ("Lý An (ngụ đường Cây Đa) và Đỗ Văn Bảy bị bắt", PEOPLE[:1]),
    ],
)
def test_a_person_beside_such_words(text, people):
    assert found(text) == people


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("(Nhà hát Kịch nói Hải Vân)", BODIES[:1]),
        ("Công ty Thiết bị Hải Vân họp", BODIES[1:2]),
        ("Cục Hàng không họp", BODIES[2:]),
    ],
)
def test_half_a_word_ends_no_name(text, bodies):
    assert found(text) == bodies


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("học sinh trường Tiểu học Bến Hạ", ["trường Tiểu học Bến Hạ"]),
        ("Bí thư tỉnh ủy Hải Vân", ["tỉnh ủy Hải Vân"]),
        ("trường Tiểu học", []),
        ("trường tiểu học Bến Hạ", []),
    ],
)
def test_a_whole_name_may_begin_with_a_small_letter(text, bodies):
    known = map(organisation_key, ["Trường Tiểu học Bến Hạ", "Tỉnh ủy Hải Vân", "Trường Tiểu học"])
    register = {key: (key,) for key in known}

    matches = find(text, lambda keys: {key: register[key] for key in keys if key in register})

    assert [match.text for match in matches] == bodies
