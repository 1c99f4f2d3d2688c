"""The page of results and the suggestions, as they go over the wire."""

import datetime
import re
from urllib.parse import quote, quote_plus

import pytest
from django.utils import timezone
from lxml import html

from articles import merging, publishing
from articles.models import SearchRow
from public.search import ranking
from tests import factories as make

pytestmark = pytest.mark.django_db

PAGE = "/tim-kiem/"
SUGGESTIONS = "/tim-kiem/goi-y/"
DAY = datetime.timedelta(days=1)


def read(client, status=200, path=PAGE, **query):
    response = client.get(path, query)
    assert response.status_code == status
    return html.fromstring(response.content.decode())


def some(page, selector):
    """Elements by classes, ids and tags inside one another: "#main .found a"."""
    path = ""
    for part in selector.split():
        tag, sign, name = re.fullmatch(r"(\w*)([.#]?)([\w-]*)", part).groups()
        has = {
            "": "",
            "#": f"[@id='{name}']",
            ".": f"[contains(concat(' ',@class,' '),' {name} ')]",
        }
        path += f"//{tag or '*'}{has[sign]}"
    return page.xpath(path)


def headlines(page):
    return [link.text_content() for link in some(page, ".found .card__link")]


def links(page, selector):
    return {link.text_content().strip(): link.get("href") for link in some(page, selector)}


def test_page_shows_what_was_found_with_marks_in_its_own_letters(client):
    edition = make.published(headline="Bến cá vào vụ", lead="Sapo bến cá.")

    page = read(client, q="ben ca")

    (link,) = some(page, ".found .card__link")
    assert link.get("href") == edition.path
    assert [mark.text_content() for mark in some(page, "mark")] == ["Bến cá", "bến cá"]
    assert some(page, "#found-title")[0].text_content().strip() == "1 tin"
    assert some(page, "#q")[0].get("value") == "ben ca"


def test_page_is_anonymous_shared_and_in_no_search_engine(client):
    make.published()

    for path in [f"{PAGE}?q=ben", f"{SUGGESTIONS}?q=ben"]:
        response = client.get(path)
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Cache-Control"] == "max-age=0, s-maxage=5"
        assert response["ETag"]
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_page_without_words_says_what_to_do(client):
    page = read(client)

    assert "Có thể gõ không dấu" in page.text_content()
    assert headlines(page) == []


@pytest.mark.parametrize(
    "words",
    [
        '"',
        '""',
        "*",
        "ben*",
        "OR",
        "AND NOT",
        "NEAR(ben ca, 2)",
        "tokens:ben",
        "^ben",
        "~ben",
        "=ben #1 @1",
        "'; DROP TABLE articles_searchrow; --",
        "' | 'ben",
        "ben & !ca:*",
        "\\",
        "%s %(x)s {} {0}",
        "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
        "🐟🐟",
        "ʼʼʼ",
        "日本 العربية ไทย",
        "a" * 10_000,
        "bến cá " * 1_500,
        '"bến cá" ' * 1_200,
        "<script>alert(1)</script>",
    ],
)
def test_hostile_words_get_a_friendly_page(client, words):
    make.published(headline="Bến cá")

    for path in [PAGE, SUGGESTIONS]:
        response = client.get(path, {"q": words})
        assert response.status_code == 200
        assert b"<script>alert" not in response.content
    assert SearchRow.objects.count() == 1


def test_nul_is_a_bad_request(client):
    answer = client.get(f"{PAGE}?q=a%00b")

    assert answer.status_code == 400
    assert "Địa chỉ này không đúng" in answer.content.decode()
    assert "gửi lên" not in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"muc": "khong-co"}, 400),
        ({"tu": "32/13/2025"}, 400),
        ({"tu": "05/11/2025", "den": "04/11/2025"}, 400),
        ({"tu": "x" * 9_000}, 400),
        ({"tu": "01/01/0001"}, 200),
        ({"den": "31/12/9999"}, 200),
        ({"ten": "9" * 30}, 200),
        ({"ten": "0"}, 200),
        ({"trang": "-1"}, 200),
        ({"trang": "9" * 50}, 200),
        ({"trang": "2", "moc": "9" * 18}, 200),
        ({"trang": "2", "moc": "0"}, 200),
        ({"trang": "2", "moc": "x"}, 200),
    ],
)
def test_hostile_filters_get_a_friendly_page(client, query, status):
    make.published(headline="Bến cá")

    page = read(client, status=status, q="ben", **query)

    assert some(page, "#q")[0].get("value") == "ben"


@pytest.mark.parametrize("query", [{"muc": "khong-co"}, {"tu": "32/13/2025"}])
def test_what_was_not_looked_for_is_not_told_as_not_found(client, query):
    told = read(client, status=400, q="ben", **query).text_content()

    assert "Chưa tìm: hãy sửa ô báo lỗi ở trên." in told
    assert "Không tìm thấy" not in told


def test_a_day_is_typed_day_first(client):
    now = datetime.datetime(2025, 11, 5, 5, tzinfo=datetime.UTC)
    make.published(headline="Bến cá", now=now)

    assert headlines(read(client, q="ben", tu="05/11/2025", den="05/11/2025")) == ["Bến cá"]
    assert headlines(read(client, q="ben", tu="5.11.2025", den="5-11-2025")) == ["Bến cá"]
    assert headlines(read(client, q="ben", tu="06/11/2025")) == []
    assert headlines(read(client, q="ben", den="04/11/2025")) == []


def test_a_telephone_offers_the_stroke_of_a_date(client):
    fields = [some(read(client), css)[0] for css in ["#id_tu", "#id_den"]]

    # Its keys for digits have none.
    assert [field.get("inputmode") for field in fields] == [None, None]


def test_without_words_what_is_kept_to_is_listed_the_newest_first(client):
    sea = make.SectionFactory(name="Biển", slug="bien")
    who = make.person("Lê Văn Đạo")
    days = [datetime.datetime(2025, 11, day, 5, tzinfo=datetime.UTC) for day in [5, 6, 7]]
    make.published(headline="Bến cá", section=sea, now=days[0])
    make.published(headline="Bến xe", lead="Ông Lê Văn Đạo phát biểu.", now=days[1])
    make.published(headline="Bến tàu", section=sea, now=days[2])
    make.approved(headline="Bến đò", section=sea)

    def listed(**query):
        page = read(client, **query)
        assert some(page, "mark") == []
        return headlines(page)

    assert listed(muc="bien") == ["Bến tàu", "Bến cá"]
    assert listed(ten=who.pk) == ["Bến xe"]
    assert listed(tu="06/11/2025") == ["Bến tàu", "Bến xe"]
    assert listed(q="?", muc="bien", den="06/11/2025") == ["Bến cá"]


def test_a_list_without_words_goes_on_as_it_began(client, monkeypatch):
    monkeypatch.setattr(ranking, "A_PAGE", 2)
    monkeypatch.setattr(ranking, "MOST", 4)
    monkeypatch.setitem(ranking.LIMITS, ranking.TEXT, 4)
    make.person("Lê Văn Đạo")
    day, lead = datetime.datetime(2025, 11, 5, 5, tzinfo=datetime.UTC), "Ông Lê Văn Đạo phát biểu."
    for number in range(5):
        make.published(headline=f"Bến {number}", lead=lead, now=day + number * DAY)

    first = read(client, tu="01/11/2025")
    make.published(headline="Bến mới", lead=lead, now=day + 9 * DAY)
    [older] = [link.get("href") for link in some(first, ".pagination__link")]
    second = html.fromstring(client.get(older).content.decode())

    assert headlines(first) == ["Bến 4", "Bến 3"]
    assert headlines(second) == ["Bến 2", "Bến 1"]
    assert some(first, "#found-title")[0].text_content().strip() == "4 tin mới nhất"
    assert list(links(first, "ul.chips a")) == ["Lê Văn Đạo 4"]


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ({"muc": "khong-co"}, 400, "Chưa tìm: hãy sửa ô báo lỗi ở trên."),
        ({"ten": "999"}, 200, "Không tìm thấy tin nào."),
    ],
)
def test_without_words_what_is_none_shows_nothing(client, query, status, told):
    make.published(headline="Bến cá")

    page = read(client, status=status, **query)

    assert headlines(page) == []
    assert told in page.text_content()


def test_without_words_nothing_else_is_proposed(client):
    none = read(client, tu="05/11/2025").text_content()
    prompt = read(client).text_content()

    assert "Không tìm thấy tin nào." in none
    assert "Hãy thử ít từ hơn" not in none
    assert "Không tìm thấy tin nào." not in prompt


def test_section_is_chosen_by_its_address(client):
    sea = make.SectionFactory(name="Biển", slug="bien")
    make.published(headline="Bến cá", section=sea)
    make.published(headline="Bến xe")

    page = read(client, q="ben", muc="bien")

    assert headlines(page) == ["Bến cá"]
    assert page.get_element_by_id("id_muc").value == "bien"


def test_a_name_keeps_to_its_stories_and_can_be_let_go(client):
    who = make.person("Lê Văn Đạo")
    make.published(headline="Bến cá", lead="Ông Lê Văn Đạo phát biểu.")
    make.published(headline="Bến xe")

    page = read(client, q="bến")
    kept = read(client, q="bến", ten=str(who.pk))

    address = f"{PAGE}?q={quote('bến')}"
    assert links(page, "ul.chips a") == {"Lê Văn Đạo 1": f"{address}&ten={who.pk}"}
    assert headlines(kept) == ["Bến cá"]
    assert list(links(kept, "ul.chips a").values()) == [address]


def test_with_as_many_names_as_can_be_kept_to_none_is_offered(client):
    names = ["Lê Văn Đạo", "Trần Thị Hòa", "Phạm Văn Cường", "Vũ Thị Sen"]
    people = [make.person(name) for name in names]
    make.published(headline="Bến cá", lead=f"Có mặt: {', '.join(names)}.")

    def offered(count):
        page = read(client, q="bến", ten=[str(who.pk) for who in people[:count]])
        assert headlines(page) == ["Bến cá"]
        kept = some(page, "a.chip--kept")
        return len(kept), {text for text in links(page, "ul.chips a") if "×" not in text}

    assert offered(2) == (2, {"Phạm Văn Cường 1", "Vũ Thị Sen 1"})
    assert offered(3) == (3, set())


def test_a_name_without_a_page_finds_nothing_and_is_not_said(client):
    hidden = make.person("Lê Văn Kín", page="none")
    make.published(headline="Bến cá", lead="Ông Lê Văn Kín.")

    page = read(client, q="ben", ten=str(hidden.pk))

    assert headlines(page) == []
    assert "Kín" not in some(page, "main")[0].text_content()


def test_a_shared_address_goes_on_when_its_name_is_merged_into_another(client):
    gone, kept = make.person("Lê Văn Đạo"), make.person("Lê Đạo")
    make.published(headline="Bến cá", lead="Ông Lê Văn Đạo phát biểu.")
    merging.merge(gone, into=kept, by=make.editor())

    page = read(client, q="bến", ten=str(gone.pk))

    assert headlines(page) == ["Bến cá"]
    assert list(links(page, "ul.chips a").values()) == [f"{PAGE}?q={quote('bến')}"]


def test_people_and_organisations_stand_above(client):
    who = make.person("Lê Văn Đạo")
    make.published(headline="Bến cá", lead="Ông Lê Văn Đạo phát biểu.")

    page = read(client, q="le van dao")

    assert links(page, ".named a") == {"Lê Văn Đạo": who.get_absolute_url()}


def test_nothing_found_offers_neighbours(client):
    make.published(headline="Bến cá")

    page = read(client, q="bem ca")

    assert links(page, ".nothing a") == {"Bến cá": f"{PAGE}?q={quote_plus('Bến cá')}"}


def test_nothing_found_in_a_section_offers_all(client):
    make.SectionFactory(slug="bien")
    make.published(headline="Bến cá")

    page = read(client, q="bến cá", muc="bien")

    assert list(links(page, ".nothing a").values()) == [f"{PAGE}?q={quote_plus('bến cá')}"]


def test_pages_follow_on_one_another(client):
    now = timezone.now()
    for number in range(21):
        make.published(headline=f"Bến cá số {number}", now=now - number * DAY)

    first, second = read(client, q="ben"), read(client, q="ben", trang="2")

    assert headlines(second) == ["Bến cá số 20"]
    (following,) = links(first, ".pagination a").values()
    assert re.sub(r"\d{9,}", "…", following) == f"{PAGE}?q=ben&trang=2&moc=…"
    assert list(links(second, ".pagination a").values()) == [f"{PAGE}?q=ben"]


def test_the_next_page_goes_on_in_the_list_that_the_first_began(client):
    past = timezone.now() - datetime.timedelta(hours=1)
    for number in range(21):
        make.published(headline=f"Bến cá số {number}", now=past - number * DAY)
    (following,) = links(read(client, q="ben"), ".pagination a").values()
    before = read(client, path=following)

    make.published(headline="Bến cá mới")
    after = read(client, path=following)

    assert headlines(before) == headlines(after) == ["Bến cá số 20"]
    assert headlines(read(client, q="ben"))[0] == "Bến cá mới"


def test_suggestions_are_json_of_what_is_visible(client):
    who = make.person("Lê Văn Bến")
    shown = make.published(headline="Bến cá", lead="Ông Lê Văn Bến phát biểu.")
    gone = make.published(headline="Bến xe")
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.")

    answer = client.get(SUGGESTIONS, {"q": "bế"})

    assert answer.json() == {
        "suggestions": [
            {"text": "Lê Văn Bến", "path": who.get_absolute_url(), "kind": "Nhân vật"},
            {"text": "Bến cá", "path": shown.path, "kind": "Bài"},
        ]
    }


def test_draft_is_not_found(client):
    make.approved(headline="Bến cá")

    assert headlines(read(client, q="ben ca")) == []
    assert client.get(SUGGESTIONS, {"q": "ben"}).json() == {"suggestions": []}
