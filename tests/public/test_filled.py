"""Templates that are filled: what is escaped, what is there, and that nothing is told twice."""

import pytest
from django.utils.safestring import mark_safe

from photos.credits import machine_line
from public.filled import filled, joined


def test_values_are_escaped_and_what_is_safe_is_not():
    attack = '"><script>alert(1)</script>'

    link = filled("public/_name.html", {"name.name": attack, "name.path": "/a&b/"})
    safe = filled("public/_together.html", {"name": mark_safe("<b>x</b>"), "path": "/", "told": ""})

    assert str(link) == ('<a href="/a&amp;b/">&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</a>')
    assert "<b>x</b>" in safe


def test_a_value_that_looks_like_a_mark_is_text():
    html = filled("public/_name.html", {"name.name": "\0name.path\0", "name.path": "/x/"})

    assert str(html) == '<a href="/x/">\0name.path\0</a>'


@pytest.mark.parametrize(
    ("path", "expected"), [("", "Sở Y tế"), ("/x/", '<a href="/x/">Sở Y tế</a>')]
)
def test_what_stands_only_with_a_value_stands_only_with_it(path, expected):
    values = {"name.name": "Sở Y tế", "name.path": path}

    assert filled("public/_name.html", values) == expected
    # As before, whichever was asked for in between.
    filled("public/_name.html", values | {"name.path": "/y/"})
    assert filled("public/_name.html", values) == expected


def test_joined_parts_are_not_escaped_again():
    parts = [filled("public/_name.html", {"name.name": "A & B", "name.path": ""})] * 2

    assert joined(parts) == "A &amp; BA &amp; B"


@pytest.mark.parametrize(
    ("printed", "line"),
    [
        ("Ảnh: Thanh Vân/BNH", "Thanh Vân/BNH"),
        ("Ảnh tư liệu", "Ảnh tư liệu"),
        ("Ảnh AI: A: B", "A: B"),
    ],
)
def test_the_line_of_a_printed_credit_has_no_label(printed, line):
    assert machine_line(printed) == line
