import pytest

from vietnamese.abbreviations import expand, variants


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Đoàn ĐBQH tỉnh", "Đoàn Đại biểu Quốc hội tỉnh"),
        ("UBMTTQ xã", "Ủy ban Mặt trận Tổ quốc xã"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("Ban Tổ chức T.Ư", "Ban Tổ chức Trung ương"),
        ("Công ty CP Gạch Hồng Thạch", "Công ty cổ phần Gạch Hồng Thạch"),
        ("CTCP Gạch Hồng Thạch", "Công ty cổ phần Gạch Hồng Thạch"),
        ("XUBND, UBNDX", "XUBND, UBNDX"),
    ],
)
def test_expand(short, full):
    assert expand(short) == full


def test_variants_go_both_ways():
    assert variants("Đoàn đại biểu Quốc hội tỉnh") == {
        "Đoàn đại biểu Quốc hội tỉnh",
        "Đoàn ĐBQH tỉnh",
    }
    assert variants("UBND tỉnh") == {"UBND tỉnh", "Ủy ban nhân dân tỉnh"}
