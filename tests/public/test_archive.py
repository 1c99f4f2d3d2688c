"""What was published when, by the local day."""

import datetime
import re

import pytest
from django.conf import settings
from django.utils import timezone

from articles import publishing
from tests import factories as make

pytestmark = pytest.mark.django_db

ZONE = timezone.get_default_timezone()


def printed(response):
    return re.findall(r'class="card__link" href="[^"]*">([^<]*)<', response.content.decode())


def links(response):
    return re.findall(r'class="dates__link" href="([^"]*)">([^<]*)<', response.content.decode())


def turns(response):
    nav = re.search(
        r'<nav class="pagination" aria-label="Ngày khác">(.*?)</nav>', html(response), re.S
    )
    return re.findall(r'href="([^"]*)">([^<]*)<', nav[1]) if nav else []


def html(response):
    return response.content.decode()


def at(year, month, day, hour=12, minute=0):
    return datetime.datetime(year, month, day, hour, minute, tzinfo=ZONE)


@pytest.fixture
def paper():
    """Four stories on three days of two years; one that was withdrawn on a fourth."""
    section = make.SectionFactory(slug="kinh-te")
    # Seventeen hours of UTC, the day before.
    make.published(headline="Vừa qua nửa đêm", section=section, now=at(2025, 11, 17, 0, 5))
    make.published(headline="Trước nửa đêm", section=section, now=at(2025, 11, 17, 23, 55))
    make.published(headline="Hôm sau", section=section, now=at(2025, 11, 18, 0, 0))
    make.published(headline="Năm trước", section=section, now=at(2023, 2, 28))
    gone = make.published(headline="Đã gỡ", section=section, now=at(2025, 12, 1))
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.", now=at(2025, 12, 2))


def test_years_months_and_days_with_stories_are_named(client, paper):
    assert links(client.get("/luu-tru/")) == [
        ("/luu-tru/2025/", "2025"),
        ("/luu-tru/2023/", "2023"),
    ]
    assert links(client.get("/luu-tru/2025/")) == [("/luu-tru/2025/11/", "Tháng 11")]
    assert links(client.get("/luu-tru/2025/11/")) == [
        ("/luu-tru/2025/11/17/", "17"),
        ("/luu-tru/2025/11/18/", "18"),
    ]


def test_a_day_is_the_local_day_of_the_first_publication(client, paper):
    assert printed(client.get("/luu-tru/2025/11/17/")) == ["Trước nửa đêm", "Vừa qua nửa đêm"]
    assert printed(client.get("/luu-tru/2025/11/18/")) == ["Hôm sau"]
    assert printed(client.get("/luu-tru/2025/11/")) == [
        "Hôm sau",
        "Trước nửa đêm",
        "Vừa qua nửa đêm",
    ]


def test_pages_lead_to_the_next_with_stories(client, paper):
    assert turns(client.get("/luu-tru/2025/11/18/")) == [("/luu-tru/2025/11/17/", "← 17/11/2025")]
    assert turns(client.get("/luu-tru/2025/11/17/")) == [
        ("/luu-tru/2023/02/28/", "← 28/02/2023"),
        ("/luu-tru/2025/11/18/", "18/11/2025 →"),
    ]
    assert turns(client.get("/luu-tru/2023/02/")) == [("/luu-tru/2025/11/", "Tháng 11/2025 →")]
    assert turns(client.get("/luu-tru/2025/")) == [("/luu-tru/2023/", "← 2023")]


def test_a_day_without_stories_leads_on(client, paper):
    page = client.get("/luu-tru/2024/02/29/")

    assert page.status_code == 200
    assert printed(page) == []
    assert "Ngày này không có tin, bài nào." in html(page)
    assert "Thứ Năm, 29/02/2024</h1>" in html(page)
    assert turns(page) == [
        ("/luu-tru/2023/02/28/", "← 28/02/2023"),
        ("/luu-tru/2025/11/17/", "17/11/2025 →"),
    ]


@pytest.mark.parametrize(
    "path",
    [
        *["2024", "2022", "9999", "0000", "0001", "1899", "02025", "abc", "-1", "٢٠٢٥"],
        *["2025/12", "2025/13", "2025/00", "2025/1", "9999/12", "0001/01"],
        *["2022/01/01", "2025/02/29", "2025/11/31", "2025/11/00", "2025/11/7", "9999/12/31"],
    ],
)
def test_what_was_never_or_is_to_come_is_a_404(client, paper, path):
    assert client.get(f"/luu-tru/{path}/").status_code == 404


def test_tomorrow_is_a_404_and_today_is_not(client, paper):
    today = timezone.localdate()

    assert client.get(f"/luu-tru/{today:%Y/%m/%d}/").status_code == 200
    tomorrow = today + datetime.timedelta(days=1)
    assert client.get(f"/luu-tru/{tomorrow:%Y/%m/%d}/").status_code == 404


def test_the_archive_of_an_empty_paper_is_friendly(client):
    page = client.get("/luu-tru/")

    assert page.status_code == 200
    assert "Chưa có tin" in html(page)
    assert client.get(f"/luu-tru/{timezone.localdate():%Y/%m/%d}/").status_code == 404


def test_a_month_goes_on_by_place_under_one_address(client):
    section = make.SectionFactory()
    for n in range(21):
        make.published(headline=f"Tin số {n}", section=section, now=at(2025, 11, 17, 1, n))

    older = re.search(r'rel="next" href="([^"]*)"', html(client.get("/luu-tru/2025/11/")))[1]
    page = client.get(f"/luu-tru/2025/11/{older}")

    assert printed(page) == ["Tin số 0"]
    canonical = f"{settings.SITE_URL}/luu-tru/2025/11/{older}"
    assert f'<link rel="canonical" href="{canonical}">' in html(page)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("", 2), ("2025/", 2), ("2025/11/", 3), ("2025/11/17/", 2)],
)
def test_archive_query_count_does_not_grow(client, django_assert_num_queries, path, queries, count):
    for n in range(count):
        make.published(now=at(2025, 11, 17, n), shown=[make.photo()])
    client.get("/")  # the menus, at most once a second

    with django_assert_num_queries(queries):
        client.get(f"/luu-tru/{path}")
