import pytest

from vietnamese.slugs import slugify


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Đường đến Đồng Sơn", "duong-den-dong-son"),
        ("Quyết định số 12-QĐ/TU", "quyet-dinh-so-12-qd-tu"),
        ("12.500 cây, 1,5 ha", "12500-cay-1-5-ha"),
        ("Ngày 1.12.2025", "ngay-1-12-2025"),
        ("Giai đoạn 2021–2025", "giai-doan-2021-2025"),
        ("TP.HCM/Huế", "tp-hcm-hue"),
        ("Thôn Bh'loóc", "thon-bhlooc"),
        ("“Được mùa”!", "duoc-mua"),
        ("东", "bai"),
        ("", "bai"),
    ],
)
def test_slugify(headline, slug):
    assert slugify(headline) == slug


@pytest.mark.parametrize(
    ("longest", "slug"),
    [(14, "mua-lon-keo"), (15, "mua-lon-keo-dai"), (16, "mua-lon-keo-dai"), (2, "mu")],
)
def test_slugify_cuts_between_words(longest, slug):
    assert slugify("Mưa lớn kéo dài ba ngày", max_length=longest) == slug


def test_slugify_takes_the_default():
    assert slugify("???", default="anh") == "anh"
