"""What is said of a caption as one writes."""

import pytest

from photos import checks
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vietnamese")]


@pytest.fixture
def vietnamese():
    from django.utils.translation import override

    with override("vi"):
        yield


@pytest.mark.parametrize(
    ("caption", "more", "told"),
    [
        ("", {}, ["Chưa có chú thích."]),
        ("Tàu về bến.", {"headline": "Tàu về bến"}, ["Chú thích trùng với tít bài."]),
        ("Tàu về bến.", {"headline": "Mùa cá"}, []),
        (
            "Tàu về bến. Ảnh: Lê Nam",
            {},
            ["Nguồn ảnh “Ảnh: Lê Nam” lặp lại trong chú thích."],
        ),
        (
            "Tàu về bến.",
            {"alt_text": ""},
            ["Chưa có mô tả ảnh: hãy tả những gì thấy trong ảnh."],
        ),
        (
            "Tàu về bến.",
            {"alt_text": "tàu về bến"},
            ["Mô tả ảnh còn giống chú thích: hãy sửa lại theo những gì thấy trong ảnh."],
        ),
        ("Tàu về bến.", {"alt_text": "Ba chiếc tàu gỗ"}, []),
        (
            "Tµu vÒ bÕn s¸ng nay.",
            {},
            ["Văn bản trông như gõ bằng bảng mã cũ TCVN3: hãy chuyển mã trước khi đi tiếp."],
        ),
        (
            "Ông Trần Văn Bảy ra bến.",
            {},
            ["“Trần Văn Bảy” chưa có trong danh sách tên đã biết."],
        ),
    ],
)
def test_caption_is_checked(caption, more, told):
    assert [check.text for check in checks.of_caption(caption, **more)] == told


def test_known_name_is_no_news_and_a_protected_one_is():
    person = make.person("Trần Văn Bảy")
    assert checks.of_caption("Ông Trần Văn Bảy ra bến.") == []

    person.is_protected = True
    person.save()

    [told] = checks.of_caption("Ông Trần Văn Bảy ra bến.")
    assert told.level == "warning"
    assert told.text.startswith("“Trần Văn Bảy”")


def test_alternative_text_begins_with_the_caption_without_its_credit():
    assert checks.proposed_alt_text("Tàu về bến. (Ảnh: Lê Nam)") == "Tàu về bến."
