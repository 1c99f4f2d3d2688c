import datetime

import pytest

from articles.spotting import Line, lines_of, spot
from vietnamese.names import LONGEST_READ

pytestmark = pytest.mark.django_db


def test_a_credit_is_cut_off_either_end_and_the_rest_keeps_its_place():
    first = "Tàu về bến. Ảnh: Lê Nam"
    second = "Ảnh: Sở Y tế Ninh Bình cung cấp Người dân nhận thuốc ở trạm"

    assert lines_of(f"{first}\n{second}") == [
        Line(0, "Tàu về bến. ", is_caption=True),
        Line(55, " Người dân nhận thuốc ở trạm", is_caption=True),
    ]


def test_of_a_text_that_is_too_long_it_is_said_what_was_not_looked_for(settings):
    settings.LANGUAGE_CODE = "en"
    text = f"{'Mưa to. ' * (LONGEST_READ // 8)}\nÔng Lê Văn Thắng đến."
    short = "Ông Lê Văn Thắng đến."
    day = datetime.date(2025, 11, 17)

    long_one, short_one = spot(text, day=day), spot(short, day=day)

    note = f"Unknown names were looked for in the first {LONGEST_READ} characters only."
    assert (long_one["note"], long_one["proposals"]) == (note, [])
    assert "note" not in short_one
    assert [row["text"] for row in short_one["proposals"]] == ["Lê Văn Thắng"]


@pytest.mark.parametrize(
    "credit",
    ["Ảnh: Lê Nam; Video: Đỗ Mây", "(Ảnh minh họa). Nguồn: Báo Biển", " Ảnh:  Lê Nam"],
)
def test_what_stands_before_any_credit_is_searched(credit):
    [line] = lines_of(f"Ông Lê  Văn Thắng dự. {credit}")

    assert line.is_caption
    assert line.text.rstrip(" (").startswith("Ông Lê  Văn Thắng dự")
