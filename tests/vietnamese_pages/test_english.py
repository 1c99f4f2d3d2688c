"""What finds English finds it, and finds nothing else."""

import pytest

from tests.vietnamese_pages.english import english_in


@pytest.mark.parametrize(
    "page",
    [
        b"<p>Save the story</p>",
        b"<input type='submit' value='Publish'>",
        "<p aria-label='Next step'>Tiếp</p>".encode(),
    ],
)
def test_english_is_found_where_it_stands(page):
    assert len(english_in(page)) == 1


def test_vietnamese_without_diacritics_is_no_english():
    page = b"<p>tin ban can the hay thu long</p><p>Email, JPEG, /admin/change/</p>"

    assert english_in(page) == []
