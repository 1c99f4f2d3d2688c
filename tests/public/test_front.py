"""The front page as readers get it: slots, time, sections, and no story twice."""

import datetime
import re

import pytest
from django.db import connection
from django.utils import timezone
from lxml import html

from articles import publishing
from articles.arranging import arrange
from articles.front import SLOTS, Chosen
from articles.models import Edition, FrontArrangement, FrontPlace
from public import chrome
from tests import factories as make

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def put(**slots):
    """Save an arrangement: {slot: edition, or (edition, until)}; "side_1" is side-1."""
    chosen = {}
    for name, what in slots.items():
        edition, until = what if isinstance(what, tuple) else (what, None)
        chosen[name.replace("_", "-")] = Chosen(edition.article_id, until)
    arrange(chosen, by=make.editor(), seen=FrontArrangement.objects.count(), now=timezone.now())
    chrome.forget()


def stories(count, **kwargs):
    """Published one hour after the other; the first is the newest: “Tin 0”."""
    section, now = make.SectionFactory(name="Kinh tế", slug="kinh-te"), timezone.now()
    return [
        make.published(headline=f"Tin {n}", section=section, now=now - (n + 1) * HOUR, **kwargs)
        for n in range(count)
    ]


def shown(response):
    """Return the headlines of each part of the page, and the names of its sections."""
    page = html.fromstring(response.content)
    lines = ".//a[contains(@class, 'card__link') or contains(@class, 'latest__link')]"

    def headlines(part):
        return [link.text_content() for link in part.xpath(lines)]

    def of(path):
        return [headline for part in page.xpath(path) for headline in headlines(part)]

    sections = page.xpath("//*[contains(@class, 'front__sections')]/section")
    return {
        "lead": next(iter(of("//*[@class='front']/article")), None),
        "side": of("//*[@class='front__side']"),
        "more": of("//*[contains(@class, 'front__more')]"),
        "latest": of("//aside[@class='latest']"),
        **{part.xpath("string(h2)").strip(): headlines(part) for part in sections},
    }


def named(*numbers):
    return [f"Tin {n}" for n in numbers]


def test_slots_nobody_filled_fill_by_time(client):
    stories(23)

    response = client.get("/")

    assert shown(response) == {
        "lead": "Tin 0",
        "side": named(1, 2),
        "more": named(3, 4, 5),
        "latest": named(*range(6, 11)),
        "Kinh tế": named(11, 12, 13, 14),
    }


def test_editors_choice_stands_however_old_it_is(client):
    made = stories(40)
    put(lead=made[39], side_2=made[20], more_1=made[0])

    response = client.get("/")

    assert shown(response) == {
        "lead": "Tin 39",
        "side": named(1, 20),
        "more": named(0, 2, 3),
        "latest": named(*range(4, 9)),
        "Kinh tế": named(9, 10, 11, 12),
    }


def test_no_story_stands_twice_on_the_page(client):
    made = stories(30)
    put(lead=made[12], more_3=made[18], side_1=made[2])

    page = client.get("/").content.decode()

    for n in range(30):
        assert page.count(f">Tin {n}</a>") <= 1, n
    assert page.count("<h1") == 1


def test_the_last_arrangement_stands(client):
    made = stories(3)
    put(lead=made[2])
    put(lead=made[1])

    assert shown(client.get("/"))["lead"] == "Tin 1"


def test_withdrawn_story_leaves_its_slot_and_comes_back_when_it_is_published_again(client):
    made = stories(12)
    put(lead=made[5])
    publishing.withdraw(made[5].article, by=make.managing_editor(), notice="Gỡ.")
    chrome.forget()

    away = shown(client.get("/"))
    make.republished(made[5].article, headline="Tin 5 sửa")
    chrome.forget()
    back = shown(client.get("/"))

    assert away["lead"] == "Tin 0"
    assert "Tin 5" not in str(away)
    assert (back["lead"], back["side"]) == ("Tin 5 sửa", named(0, 1))


def test_scheduled_story_enters_its_slot_by_the_clock(client):
    stories(3)
    coming, now = make.approved(headline="Hẹn giờ"), timezone.now()
    edition = publishing.publish(
        coming, revision=coming.approved_revision, by=make.editor(), at=now + HOUR, now=now
    )
    put(lead=edition)

    before = shown(client.get("/"))
    Edition.objects.filter(pk=edition.pk).update(visible_from=now - HOUR)
    chrome.forget()
    after = shown(client.get("/"))

    assert (before["lead"], "Hẹn giờ" in str(before)) == ("Tin 0", False)
    assert (after["lead"], after["side"]) == ("Hẹn giờ", named(0, 1))


def test_front_is_never_kept_past_the_end_of_a_pin(client):
    made = stories(3)
    put(lead=(made[2], timezone.now() + datetime.timedelta(seconds=3)))

    response = client.get("/")

    assert shown(response)["lead"] == "Tin 2"
    assert response["Cache-Control"] in {"max-age=0, s-maxage=2", "max-age=0, s-maxage=1"}


def test_pins_of_earlier_arrangements_do_not_count(client):
    made = stories(3)
    put(lead=(made[2], timezone.now() + datetime.timedelta(seconds=2)))
    put(lead=made[1])

    assert client.get("/")["Cache-Control"] == "max-age=0, s-maxage=5"


def test_another_arrangement_is_another_tag(client):
    made = stories(3)
    first = client.get("/")
    again = client.get("/", headers={"If-None-Match": first["ETag"]})
    put(lead=made[1])
    after = client.get("/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, after.status_code) == (304, 200)


def test_each_section_shows_its_newest_below(client):
    now = timezone.now()
    stories(11)
    sport = make.SectionFactory(name="Thể thao", slug="the-thao")
    make.SectionFactory(name="Trống")
    for n in range(5):
        make.published(headline=f"Trận {n}", section=sport, now=now - (50 + n) * HOUR)

    found = shown(client.get("/"))

    assert found["Thể thao"] == [f"Trận {n}" for n in range(4)]
    assert {"Kinh tế", "Trống"} & found.keys() == set()
    page = client.get("/").content.decode()
    assert 'id="section-2"' in page
    assert 'id="section-1"' not in page
    assert 'id="section-3"' not in page


def test_front_of_an_empty_paper_is_friendly(client):
    response = client.get("/")

    assert response.status_code == 200
    assert "Chưa có tin" in response.content.decode()


def test_one_story_that_stands_beside_the_lead_is_no_empty_paper(client):
    [only] = stories(1)
    put(side_2=only)

    response = client.get("/")

    assert (shown(response)["lead"], shown(response)["side"]) == (None, ["Tin 0"])
    assert "Chưa có tin" not in response.content.decode()


def test_lead_is_large_and_all_others_are_small(client):
    stories(12, shown=[make.photo()])

    page = html.fromstring(client.get("/").content)

    cards = [card.get("class") for card in page.xpath("//article")]
    assert cards == ["card card--lead", *["card"] * 6]
    assert [i.get("fetchpriority") for i in page.xpath("//article//img")] == ["high", *[None] * 6]


def test_lead_that_ends_between_the_two_queries_leaves_no_hole(client):
    made = stories(12)
    client.get("/")  # the menus and what was chosen, at most once a second
    asked = []

    def end_before_the_second(execute, sql, *others):
        asked.append(sql)
        if len(asked) == 2:
            Edition.objects.filter(pk=made[0].pk).update(
                visible_until=timezone.now() - datetime.timedelta(seconds=9)
            )
        return execute(sql, *others)

    with connection.execute_wrapper(end_before_the_second):
        response = client.get("/")

    assert (shown(response)["lead"], shown(response)["side"]) == ("Tin 0", named(1, 2))
    assert shown(client.get("/"))["lead"] == "Tin 1"


def test_stories_from_before_there_were_cards_are_rendered_when_read(
    client, django_assert_num_queries
):
    stories(20, shown=[make.photo()])
    before = client.get("/")
    Edition.objects.update(related_html="", large_html="")

    with django_assert_num_queries(3):
        after = client.get("/")

    assert shown(after) == shown(before)
    page = html.fromstring(after.content)
    assert [card.get("class") for card in page.xpath("//article")] == [
        "card card--lead",
        *["card"] * 6,
    ]
    assert len(page.xpath("//article//figcaption")) == 7


def test_a_slot_that_was_given_up_is_shown_nowhere(client):
    made = stories(20)
    put(**{slot.name: row for slot, row in zip(SLOTS, made, strict=False)})
    arrangement = FrontArrangement.objects.get()
    FrontPlace.objects.create(arrangement=arrangement, slot="banner", article=made[19].article)
    chrome.forget()

    response = client.get("/")

    assert response.status_code == 200
    assert "Tin 19" not in str(shown(response))


def test_headlines_are_escaped_wherever_they_stand(client):
    section, now = make.SectionFactory(name="A & <b>"), timezone.now()
    for n in range(16):
        make.published(headline=f"<i>{n}</i> & x", section=section, now=now - (n + 1) * HOUR)

    page = client.get("/").content.decode()

    found = shown(client.get("/"))
    assert found["A & <b>"] == [f"<i>{n}</i> & x" for n in range(11, 15)]
    assert found["latest"] == [f"<i>{n}</i> & x" for n in range(6, 11)]
    assert {"<i>", "<b>"} & set(re.findall("<[a-z]>", page)) == set()


def test_front_leaves_out_what_is_not_public(client):
    now = timezone.now()
    draft = make.approved(headline="Bản nháp")
    coming = make.approved(headline="Hẹn giờ")
    publishing.publish(
        coming, revision=coming.approved_revision, by=make.editor(), at=now + HOUR, now=now
    )
    old = make.published(headline="Tít cũ", now=now - 2 * HOUR)
    make.republished(old.article, headline="Tít mới", now=now - HOUR)

    page = client.get("/").content.decode()

    assert "Tít mới" in page
    for hidden in [draft.headline, "Hẹn giờ", "Tít cũ"]:
        assert hidden not in page


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("chosen", [0, len(SLOTS)])
@pytest.mark.parametrize("sections", [0, 5])
def test_front_costs_two_queries_whatever_stands_on_it(
    client, django_assert_num_queries, count, chosen, sections
):
    made = stories(count, shown=[make.photo()])
    for n in range(sections):
        make.SectionFactory(name=f"Mục {n}")
    put(**{slot.name: row for slot, row in zip(SLOTS[:chosen], made, strict=False)})
    client.get("/")  # the menus and what was chosen, at most once a second

    with django_assert_num_queries(2):
        client.get("/")


def test_menus_and_choices_cost_three_more_once_a_second(client, django_assert_num_queries):
    stories(3)
    chrome.forget()

    with django_assert_num_queries(5):
        client.get("/")


def test_front_is_anonymous(client):
    stories(1)
    client.force_login(make.editor())

    response = client.get("/")

    assert response.cookies == {}
    assert response.get("Vary", "") in {"", "Accept-Encoding"}
