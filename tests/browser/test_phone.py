"""The desk on a phone: nothing is cut off, and every cell says of what it is."""

import pytest

from tests import factories as make
from tests.browser.test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Fields and cells that end behind the screen, or behind the box that hides what runs over.
CUT_OFF = """() => [...document.querySelectorAll("#content :is(input, select, textarea, td, th)")]
  .filter(element => {
    const edge = element.getBoundingClientRect();
    let end = innerWidth;
    for (let box = element.parentElement; box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflowX !== "visible") {
        end = Math.min(end, box.getBoundingClientRect().right);
      }
    }
    const isSeen = element.checkVisibility({ visibilityProperty: true }) && edge.width > 1;
    return isSeen && edge.right > end + 1;
  })
  .map(element => element.id || element.className)"""


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_forms_and_lists_end_where_the_screen_does(browse, width):
    who = make.person("Lê Văn Đạo", page="public")
    make.tenure(who, source_text="Nghị quyết của Hội đồng nhân dân tỉnh Ngân Hải", end=None)
    make.alias(who, "Hải Đăng")
    story = make.story(shown=[make.photo("Bến cá Cửa Lạch buổi sớm trong ngày đầu vụ cá nam")])
    page = browse(width=width)
    sign_in(page, make.editor())

    found = {}
    for address in [
        "articles/article/",
        "photos/photo/",
        "entities/entity/",
        "entities/post/",
        f"entities/entity/{who.pk}/change/",
        f"articles/article/{story.pk}/change/",
    ]:
        page.goto(f"/admin/{address}")
        if cut := page.evaluate(CUT_OFF):
            found[address] = cut

    assert found == {}


def test_rows_of_a_list_under_a_form_name_their_columns(browse):
    entity = make.person()
    make.alias(entity, "Hải Đăng")
    page = browse(width=360)
    sign_in(page, make.editor())
    page.goto(f"/admin/entities/entity/{entity.pk}/change/")

    labels = page.eval_on_selector_all(
        "#aliases-0 td:not(.original, .hidden)", "cells => cells.map(cell => cell.dataset.label)"
    )

    assert labels == ["Tên gọi khác", "Loại", "Chỉ trong tỉnh", "Từ", "Đến", "Xóa?"]
