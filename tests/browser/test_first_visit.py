"""A story on its first visit, as bench.first_visit measures it: nothing moves, it is light."""

import pytest

from bench import first_visit
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_nothing_moves_on_a_story_and_it_is_light(chromium, live_server):
    section = make.SectionFactory(slug="kinh-te-bien")
    text = "<p>Tàu về sớm hơn mọi năm, bến cá đông vui từ sáng.</p>" * 12
    shown = [make.photo("Thuyền về bến"), make.photo("Chợ cá", colour="teal")]
    make.published(body=text, section=section, shown=shown)

    figures = first_visit.measure(chromium, live_server.url, runs=1)

    assert figures["CLS"] == 0
    assert figures["LCP (s)"] > 0
    # In a test the sheet comes in its parts; tests/public/test_weight.py weighs it whole.
    over = {
        kind: figures[kind]
        for kind in ["html", "javascript"]
        if figures[kind] > first_visit.LIMITS[kind]
    }
    assert over == {}
