"""The stories on the page of somebody: by year, a page at a time."""

import datetime
import random

import pytest
from django.utils import timezone
from lxml import etree

from articles import publishing
from articles.models import Edition, EditionEntity
from bench.volume import NAMES_A_STORY, copy
from entities.models import Entity, EntityPage
from tests import factories as make
from tests.public.record_pages import read

pytestmark = pytest.mark.django_db

LEAD = "Ông Lê Văn Đạo dự hội nghị."
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def who():
    return make.person("Lê Văn Đạo")


def at(year, month=6, day=1, hour=3):
    return datetime.datetime(year, month, day, hour, tzinfo=datetime.UTC)


def published(*moments):
    """One published story for each moment, as paths in their order."""
    section, by = make.SectionFactory(), make.UserFactory()
    return [
        make.published(lead=LEAD, section=section, by=by, now=moment, headline=f"Tin {n}").path
        for n, moment in enumerate(moments)
    ]


def titles(page):
    return page.all("//p[@class='year__title']/text()")


def test_stories_stand_under_their_years_and_years_are_links(client, who):
    old, middle, new = published(at(2021), at(2023), at(2025))

    page = read(client, who)

    assert page.stories == [new, middle, old]
    assert titles(page) == ["Năm 2025", "Năm 2023", "Năm 2021"]
    path = who.get_absolute_url()
    # Of the years between only those with a story.
    assert page.years == [
        ("Tất cả", path, True),
        ("2025", f"{path}?nam=2025", False),
        ("2023", f"{path}?nam=2023", False),
        ("2021", f"{path}?nam=2021", False),
    ]


def test_a_year_is_a_page_of_its_stories_alone(client, who):
    make.tenure(who)
    _old, middle, _new = published(at(2021), at(2023), at(2025))

    page = read(client, who, "?nam=2023")

    assert page.stories == [middle]
    assert [link for link in page.years if link[2]] == [
        ("2023", f"{who.get_absolute_url()}?nam=2023", True)
    ]
    # What is known of somebody stands on the first page.
    assert page.headings[:-1] == ["Lê Văn Đạo", "Tin, bài có nhắc đến"]
    assert titles(page) == ["Năm 2023"]
    assert page.all("//link[@rel='canonical']/@href") == [
        f"https://bao.example{who.get_absolute_url()}?nam=2023"
    ]


def test_a_year_ends_by_the_clock_of_the_paper(client, who):
    # 31/12/2023, 23:30 and 01/01/2024, 00:30 in Hà Nội.
    before, after = published(at(2023, 12, 31, 16) + HOUR / 2, at(2023, 12, 31, 17) + HOUR / 2)

    assert read(client, who, "?nam=2023").stories == [before]
    assert read(client, who, "?nam=2024").stories == [after]


def test_a_year_without_a_story_says_so(client, who):
    published(at(2021), at(2023))

    page = read(client, who, "?nam=2022")

    assert page.stories == []
    assert "Năm 2022 không có tin bài nào." in page.root.text_content()


NONSENSE = ["?nam=1800", "?nam=9999", "?nam=２０２３", "?nam=abcd", "?nam=-202", "?nam="]
NONSENSE += ["?truoc=", "?truoc=1-", "?truoc=-1", "?truoc=a-b", "?truoc=\x00", "?truoc=1-2-3"]
NONSENSE += [f"?truoc={'9' * 40}-1", f"?truoc=1-{'9' * 40}", "?trang=2", "?x=y"]


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_gives_the_first_page(client, who, query):
    (path,) = published(at(2023))

    page = read(client, who, query)

    assert page.stories == [path]
    assert page.all("//link[@rel='canonical']/@href") == [
        f"https://bao.example{who.get_absolute_url()}"
    ]


def test_a_place_after_the_last_story_says_that_there_are_none(client, who):
    published(at(2023))

    page = read(client, who, "?truoc=1000000-1")

    assert page.stories == []
    assert page.link("Mới nhất") == who.get_absolute_url()
    assert "Không còn tin bài nào cũ hơn." in page.root.text_content()


def walk(client, who, query=""):
    """All stories by the links from page to page, and how many stood on each."""
    found, counts = [], []
    while True:
        page = read(client, who, query)
        found += page.stories
        counts.append(len(page.stories))
        older = page.link("Tin cũ hơn")
        if not older:
            return found, counts
        query = older.removeprefix(who.get_absolute_url())


@pytest.fixture
def many(who):
    """43 stories that name somebody; 30 of them came in one moment."""
    (path,) = published(at(2024, 1))
    edition = Edition.objects.get(path=path)
    others = [make.person(f"Trần Văn {n}") for n in range(NAMES_A_STORY - 1)]
    copy(edition, 42, [edition.section], [who, *others], random.Random(1))
    moment = timezone.now() - 200 * HOUR
    together = (
        Edition.objects.exclude(pk=edition.pk).order_by("-pk").values_list("pk", flat=True)[:30]
    )
    EditionEntity.objects.filter(edition__in=list(together)).update(first_published_at=moment)
    Edition.objects.filter(pk__in=list(together)).update(first_published_at=moment)


def test_pages_go_on_and_nothing_is_told_twice_or_left_out(client, who, many):
    stories = list(
        Edition.objects.public(timezone.now()).newest_first().values_list("path", flat=True)
    )

    found, counts = walk(client, who)

    assert found == stories
    assert counts == [20, 20, 3]


def test_new_stories_move_nothing_on_older_pages(client, who, many):
    older = read(client, who).link("Tin cũ hơn").removeprefix(who.get_absolute_url())
    before = read(client, who, older).stories

    published(timezone.now())

    assert read(client, who, older).stories == before


def test_the_pages_of_a_year_stay_in_it(client, who, many):
    year = timezone.localdate().year
    expected = Edition.objects.filter(first_published_at__year=year).count()

    found, _counts = walk(client, who, f"?nam={year}")

    assert len(found) == len(set(found)) == expected


@pytest.mark.parametrize("first", [2015, 2023, 2025])
@pytest.mark.parametrize("query", ["", "?nam=2025", "?truoc={}-1"])
def test_query_counts_do_not_grow_with_years_or_pages(
    client, django_assert_num_queries, who, query, first
):
    published(*(at(year) for year in range(first, 2026)))
    query = query.format(int(at(2026).timestamp()) * 1_000_000)
    client.get("/cai-chinh/")

    with django_assert_num_queries(7 if not query else 3):
        read(client, who, query)


def test_a_withdrawn_story_leaves_its_year_at_once(client, who):
    published(at(2025))
    gone = make.published(lead=LEAD, now=at(2024))
    before = read(client, who)

    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ bài.")

    assert len(before.stories) == 2
    assert len(read(client, who).stories) == 1
    assert read(client, who).years == []


@pytest.mark.parametrize("merged", [False, True])
def test_a_feed_has_the_newest_stories(client, django_assert_num_queries, who, many, merged):
    if merged:
        other = make.person("Lê Đạo")
        # Named by every story under one record or both.
        rows = EditionEntity.objects.filter(entity=who)
        rows.filter(edition__article__headline__endswith="7").update(entity=other)
        Entity.objects.filter(pk=other.pk).update(merged_into=who, page=EntityPage.NONE)
    newest = Edition.objects.public(timezone.now()).newest_first()[:20]
    expected = [f"https://bao.example{edition.path}" for edition in newest]
    address = f"{who.get_absolute_url()}tin.rss"
    client.get(address)

    with django_assert_num_queries(4):
        feed = etree.fromstring(client.get(address).content)

    assert [link.text for link in feed.findall("channel/item/link")] == expected
