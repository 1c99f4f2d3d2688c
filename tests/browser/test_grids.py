"""Stories side by side: no row has a hole, however few there are."""

from itertools import pairwise

import pytest

from public.chrome import forget
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = [360, 768, 1280]
# Each row of a grid, as the places of its items: [[left, right], …], in the grid's own measure.
ROWS = """(selector) => [...document.querySelectorAll(selector)].map(grid => {
  const around = grid.getBoundingClientRect();
  const rows = new Map();
  for (const item of grid.children) {
    const { left, right, top, width } = item.getBoundingClientRect();
    if (!width || getComputedStyle(item).position === "absolute") continue;
    const near = [...rows.keys()].find(other => Math.abs(other - top) < 3) ?? top;
    rows.set(near, [...(rows.get(near) ?? []), [left - around.left, right - around.left]]);
  }
  return [around.width, [...rows.values()].map(row => row.sort((a, b) => a[0] - b[0]))];
})"""
# As wide as no gap between two stories is.
WIDE = 64


def holes(width, rows):
    """Return the rows that do not reach from edge to edge, or have room for one more between."""
    return [
        row
        for row in rows
        if abs(row[0][0]) > 1
        or abs(row[-1][1] - width) > 1
        or any(after[0] - before[1] > WIDE for before, after in pairwise(row))
    ]


def publish(count, section=None):
    for number in range(count):
        shown = [make.photo(colour="teal")] if number % 2 else None
        make.published(
            headline=f"Bến cá vào vụ mới, tin thứ {number}", section=section, shown=shown
        )
    forget()


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 7, 11])
def test_front_with_few_stories_has_no_hole(browse, count):
    publish(count, make.SectionFactory())

    found = {}
    for width in WIDTHS:
        page = browse(width=width)
        page.goto("/")
        for grid in [".front", ".front__side", ".cards", ".front__sections"]:
            for room, rows in page.evaluate(ROWS, grid):
                if holes(room, rows):
                    found[width, grid] = (room, rows)
        assert page.locator(".front .card").count() == min(count, 6)

    assert found == {}


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 8])
def test_sections_of_the_front_stand_in_rows_without_a_hole(browse, count):
    for number in range(count):
        publish(2, make.SectionFactory(name=f"Mục {number}", slug=f"muc-{number}"))
    # Newer than all of them: the slots and the column are theirs.
    publish(11, make.SectionFactory(name="Thời sự", slug="thoi-su"))

    found, shown = {}, set()
    for width in WIDTHS:
        page = browse(width=width)
        page.goto("/")
        for room, rows in page.evaluate(ROWS, ".front__sections"):
            shown.add(sum(map(len, rows)))
            if holes(room, rows):
                found[width] = (room, rows)

    assert shown == {count}
    assert found == {}


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_what_is_to_be_read_after_a_story_stands_in_rows_without_a_hole(browse, count):
    section = make.SectionFactory()
    make.person("Lê Văn Đạo")
    *_others, last = [
        make.published(
            headline=f"Bến cá, tin thứ {number}",
            body="<p>Ông Lê Văn Đạo ra bến.</p>",
            section=section,
            shown=[make.photo(colour="teal")] if number % 2 else None,
        )
        for number in range(count + 1)
    ]
    forget()

    found, shown = {}, set()
    for width in WIDTHS:
        page = browse(width=width)
        page.goto(last.path)
        for room, rows in page.evaluate(ROWS, ".cards"):
            shown.add(sum(map(len, rows)))
            if holes(room, rows):
                found[width] = (room, rows)

    assert shown == {count}
    assert found == {}
