import pytest

from articles.spotting import Line, lines_of

pytestmark = pytest.mark.django_db


def test_a_credit_is_cut_off_either_end_and_the_rest_keeps_its_place():
    first = "Tàu về bến. Ảnh: Lê Nam"
    second = "Ảnh: Sở Y tế Ninh Bình cung cấp Người dân nhận thuốc ở trạm"

    assert lines_of(f"{first}\n{second}") == [
        Line(0, "Tàu về bến. ", is_caption=True),
        Line(55, " Người dân nhận thuốc ở trạm", is_caption=True),
    ]
