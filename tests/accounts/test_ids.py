import pytest

from accounts.ids import id_of


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 5000, None), ("٣", None)]
    + [(text, None) for text in ["", "-1", "1.0", "x", "1\0"]],
)
def test_number_of_a_row(text, number):
    assert id_of(text) == number
