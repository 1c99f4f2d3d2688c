"""The three functions of the search, as readers' pages call them."""

import datetime

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Edition, SearchRow
from public.search import Filters, names, neighbours, ranking, results, suggestions, understand
from public.search.marking import excerpt, marked
from public.search.names import among, holding
from tests import factories as make
from vietnamese.searching import with_edges
from vietnamese.text import fold

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


def story(headline, *, ago=HOUR, lead="Sapo.", **kwargs):
    return make.published(headline=headline, lead=lead, now=timezone.now() - ago, **kwargs)


def found(text, filters=None, **kwargs):
    """The headlines that a search shows, the best first, without marks."""
    page = results(understand(text), filters or Filters(), now=timezone.now(), **kwargs)
    return [one.headline.replace("<mark>", "").replace("</mark>", "") for one in page.stories]


def told(text):
    query, now = understand(text), timezone.now()
    return [one.name for one in holding(query, results(query, now=now).editions, now)]


@pytest.mark.parametrize(
    "text", ["bến cá", "ben ca", "BẾN CÁ", "cá bến", '"bến cá"', "“ben ca”", "bê\u0301n ca\u0301"]
)
def test_words_are_found_with_and_without_marks(text):
    story("Bến cá Cửa Lạch")
    story("Chợ sớm")

    assert found(text) == ["Bến cá Cửa Lạch"]


def test_tone_may_stand_on_either_vowel():
    story("Văn hoá làng biển")

    assert found("văn hóa") == ["Văn hoá làng biển"]


def test_every_word_must_stand_somewhere_in_the_story():
    story("Bến cá", lead="Sáng nay.", body="<p>Mưa lớn.</p>")
    story("Bến xe", body="<p>Nắng.</p>")

    assert (found("bến mưa"), found("bến tuyết")) == (["Bến cá"], [])


def test_marks_as_typed_come_first_then_the_phrase_then_the_headline_then_the_newest():
    story("Bán hàng ngày", ago=1 * HOUR)
    story("Chợ phiên", ago=2 * HOUR, body="<p>Bàn của hàng.</p>")
    story("Chợ mới", ago=3 * HOUR, body="<p>Có bàn hàng.</p>")
    story("Hàng một bàn", ago=4 * HOUR)
    story("Bàn hàng cũ", ago=6 * HOUR)
    story("Bàn hàng mới", ago=5 * HOUR)
    story("Tin khác", ago=7 * HOUR, lead="Bàn hàng.")

    assert found("bàn hàng") == [
        "Bàn hàng mới",
        "Bàn hàng cũ",
        "Tin khác",
        "Chợ mới",
        "Hàng một bàn",
        "Chợ phiên",
        "Bán hàng ngày",
    ]


def test_a_phrase_in_quotes_stands_as_it_is_and_in_one_paragraph():
    story("Xếp dỡ", body="<p>cảng cá lớn</p>")
    story("Nối đuôi", body="<p>cảng cá</p><p>lớn</p>")
    story("Hai đôi", body="<p>cảng cá, cá lớn</p>")

    assert found('"cảng cá lớn"') == ["Xếp dỡ"]
    assert sorted(found("cảng cá lớn")) == ["Hai đôi", "Nối đuôi", "Xếp dỡ"]


def test_only_what_readers_see_now_is_found():
    now = timezone.now()
    make.approved(headline="Nháp nghêu")
    coming = make.approved(headline="Hẹn nghêu")
    publishing.publish(
        coming, revision=coming.approved_revision, by=make.editor(), at=now + HOUR, now=now
    )
    gone = story("Gỡ nghêu")
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ nghêu.")
    old = story("Cũ nghêu")
    make.republished(old.article, headline="Mới ngao")

    assert found("nghêu") == []
    assert suggestions("nghêu", now=now) == []
    assert neighbours(understand("nghêy"), now=now) == []
    assert found("mới ngao") == ["Mới ngao"]


def test_the_clock_shows_and_takes_away_without_any_work():
    edition = story("Bến cá", ago=2 * HOUR)
    make.republished(edition.article, headline="Cầu cảng", at=timezone.now() + HOUR)
    query, later = understand("cầu cảng"), timezone.now() + 2 * HOUR

    assert results(query, now=timezone.now()).total == 0
    assert results(query, now=later).total == 1
    assert results(understand('"bến cá"'), now=later).total == 0


def test_filters_keep_to_section_name_and_days():
    sea = make.SectionFactory(name="Biển")
    who = make.person("Lê Văn Đạo")
    story("Tin một", section=sea, ago=3 * DAY)
    story("Tin hai", lead="Ông Lê Văn Đạo phát biểu.", ago=2 * DAY)
    story("Tin ba", ago=1 * DAY)
    day = timezone.localdate(timezone.now() - 2 * DAY)

    def kept(**filters):
        return found("tin", Filters(**filters))

    assert kept(section=sea.pk) == ["Tin một"]
    assert kept(names=((who.pk,),)) == ["Tin hai"]
    assert kept(first_day=day, last_day=day) == ["Tin hai"]
    assert kept(first_day=day) == ["Tin ba", "Tin hai"]
    assert kept(last_day=day) == ["Tin hai", "Tin một"]
    assert kept(section=sea.pk, first_day=day) == []


def test_results_have_pages_and_a_bound(monkeypatch):
    monkeypatch.setattr(ranking, "A_PAGE", 2)
    monkeypatch.setattr(ranking, "MOST", 5)
    monkeypatch.setattr(ranking, "LIMITS", {"^": 5, "~": 5, "": 5})
    for number in range(6):
        story(f"Tin số {number}", ago=number * HOUR + HOUR)

    pages = [results(understand("tin"), now=timezone.now(), page=page) for page in [1, 3, 99, -1]]

    assert [(p.page, p.pages, p.total, p.has_more) for p in pages] == [
        (1, 3, 5, True),
        (3, 3, 5, True),
        (3, 3, 5, True),
        (1, 3, 5, True),
    ]
    assert found("tin", page=2) == ["Tin số 2", "Tin số 3"]


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(django_assert_num_queries, count):
    for _ in range(count):
        story("Bến cá")

    with django_assert_num_queries(4):  # headline, head, text; and what is shown
        assert results(understand("ben"), now=timezone.now()).total == count


# Marking


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Bến cá Cửa Lạch", "ben ca", "<mark>Bến cá</mark> Cửa Lạch"),
        ("Bến & cá <b>", "ca", "Bến &amp; <mark>cá</mark> &lt;b&gt;"),
        ("bàn bán ban", "bàn", "<mark>bàn</mark> bán ban"),
        ("bán ban", "bàn", "<mark>bán ban</mark>"),
        ("cảng cá lớn, cá bé", '"cá lớn"', "cảng <mark>cá lớn</mark>, cá bé"),
        ("Thắng-Lợi", "thang loi", "<mark>Thắng</mark>-<mark>Lợi</mark>"),
        ("Không có", "khác", "Không có"),
    ],
)
def test_what_matched_is_marked_in_its_own_letters(text, query, expected):
    assert marked(text, understand(query)) == expected


def cut(lines, query):
    text = "\n".join(lines)
    folded = "|".join(with_edges(fold(line).strip(".").split()) for line in ["Tít", *lines])
    return excerpt(text, folded, understand(query))


def test_excerpt_is_the_line_that_matches_best_cut_at_words():
    long = " ".join(f"từ{number}" for number in range(200))

    shown = cut(["Bến xe.", "cá ở bến", f"{long} bến cá mới {long}", "Hết."], "ben ca")

    assert "<mark>bến cá</mark> mới" in shown
    assert (shown.startswith("… từ"), shown.endswith(" …")) == (True, True)
    assert len(shown) < 300


def test_excerpt_of_a_dateline_goes_on_with_the_lead():
    lead = "Sáng nay, hàng trăm người dân ra biển đón những con tàu đầu tiên trở về."
    other = "Ở Bến Ngân các cửa hàng ven bờ đã mở cửa trở lại từ tờ mờ sáng hôm ấy."

    assert cut(["Bến Ngân", lead], "ben ngan") == f"<mark>Bến Ngân</mark> … {lead}"
    assert cut(["Bến Ngân", lead, other, "Bến Ngân về đêm"], "ben ngan") == other.replace(
        "Bến Ngân", "<mark>Bến Ngân</mark>"
    )
    assert cut(["Bến Ngân"], "ben ngan") == "<mark>Bến Ngân</mark>"
    assert cut(["Bến Ngân", "Ngắn.", lead, other], "khac") == "Bến Ngân … Ngắn."


def test_excerpt_of_what_has_no_blank_and_of_what_does_not_match():
    assert cut(["x" * 999], "ben") == "x" * 260 + " …"
    assert cut(["Bến xe.", "Hết."], "khac") == "Bến xe. … Hết."


# Names


def test_names_have_a_page_and_a_visible_story():
    make.person("Lê Văn Đạo")
    make.person("Lê Văn Kín", page="none")
    make.person("Lê Văn Vắng")
    bureau = make.organisation("Sở Y tế tỉnh Ngân Hải")
    make.alias(bureau, "SYT", kind="abbreviation")
    make.alias(bureau, "Sở Y tê", kind="spelling")
    story("Tin", lead="Ông Lê Văn Đạo, Lê Văn Kín và Sở Y tế tỉnh Ngân Hải.")

    assert told("le van") == ["Lê Văn Đạo"]
    assert told("lê vă") == []
    assert told("SYT") == told("y te") == ["Sở Y tế tỉnh Ngân Hải"]


@pytest.mark.parametrize("text", ["Sở GD-ĐT", "gd đt", "SO GD"])
def test_names_are_found_by_their_words_whatever_parts_them(text):
    make.organisation("Sở GD-ĐT Ngân Hải")
    story("Tin", lead="Sở GD-ĐT Ngân Hải họp.")

    assert told(text) == ["Sở GD-ĐT Ngân Hải"]


def test_of_many_namesakes_who_is_in_the_news_is_told(monkeypatch):
    monkeypatch.setattr(names, "LOOKED_AT", 2)
    for middle in ["An", "Anh", "Ba"]:
        make.person(f"Hùng {middle}")
    make.person("Lê Hùng")
    story("Tin", lead="Ông Lê Hùng phát biểu.")

    assert told("hùng") == ["Lê Hùng"]


def test_who_is_in_no_story_found_is_told_by_the_beginning_of_the_name():
    make.person("Lê Văn Đạo")
    story("Tin", lead="Ông Lê Văn Đạo phát biểu.")

    def begun(text):
        return [one.name for one in holding(understand(text), [], timezone.now())]

    assert (begun("lê văn"), begun("lê vă"), begun("văn")) == (["Lê Văn Đạo"], [], [])


def test_name_of_a_withdrawn_story_is_not_told():
    make.person("Lê Văn Đạo")
    edition = story("Tin", lead="Ông Lê Văn Đạo phát biểu.")
    before = told("dao")

    publishing.withdraw(edition.article, by=make.managing_editor(), notice="Gỡ.")

    assert (before, told("dao")) == (["Lê Văn Đạo"], [])


def test_names_of_the_stories_found_are_counted():
    who = make.person("Lê Văn Đạo")
    make.person("Lê Văn Kín", page="none")
    for _ in range(2):
        story("Tin", lead="Ông Lê Văn Đạo và Lê Văn Kín.")
    now = timezone.now()
    editions = results(understand("tin"), now=now).editions

    counted = [(one.id, one.stories) for one in among(editions, Filters(), now)]

    assert counted == [(who.pk, 2)]
    assert among(editions, Filters(names=((who.pk,),)), now) == []


# Suggestions and neighbours


def test_suggestions_are_names_then_headlines_that_begin_so():
    make.person("Lê Văn Đạo")
    edition = story("Đào hoa nở sớm", lead="Ông Lê Văn Đạo phát biểu.")
    older = story("Xóm đạo vui", ago=2 * HOUR)

    shown = [(one.kind, one.text) for one in suggestions("da", now=timezone.now())]

    assert shown == [
        ("person", "Lê Văn Đạo"),
        ("story", edition.headline),
        ("story", older.headline),
    ]
    assert suggestions("d", now=timezone.now()) == suggestions("", now=timezone.now()) == []


@pytest.mark.parametrize("typed", ["so", "so ", "so y", "sở y", "so y t", "so y te"])
def test_suggestions_stay_while_a_word_begins(typed):
    body = make.organisation("Sở Y tế")
    edition = story("Sở Y tế họp", lead="Sở Y tế họp sáng nay.")

    shown = [(one.kind, one.text) for one in suggestions(typed, now=timezone.now())]

    assert shown == [("organisation", body.name), ("story", edition.headline)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("bem ca", ["bến cá"]),
        ("beens cas", ["bến cá"]),
        ("be6n1 ca1", ["bến cá"]),
        ("bến cáx", ["bến cá"]),
        ("benca", ["bến cá"]),
        ('"cá bến"', ["cá bến"]),
        ("xang", ["Sáng"]),
        ("zzzzzz", []),
    ],
)
def test_neighbours_are_words_of_a_visible_story(typed, expected):
    story("Tin", lead="Sáng nay bến cá đông.", body="<p>Vui.</p>")

    shown = neighbours(understand(typed), now=timezone.now())

    assert shown[: len(expected)] == expected
    assert bool(shown) == bool(expected)
    for text in shown:
        assert found(text) == ["Tin"]


def test_neighbours_of_as_many_words_as_are_looked_for_may_have_one_more():
    twelve = "biển cả một hai ba bốn năm sáu bảy tám chín mười"
    story("Tin", lead=f"{twelve}.")
    story("Nghìn")

    shown = neighbours(
        understand("bienca mot hai ba bon nam sau bay tam chin muoi nghin"), now=timezone.now()
    )

    assert shown == [twelve]


def test_words_that_stand_in_nothing_visible_take_the_place_of_no_neighbour():
    # More than are tried of one word, and before the one that is to be seen.
    for word in ["toan", "hoan", "doan", "soan", "voan"]:
        gone = story(word.capitalize())
        publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.")
    story("Loại bỏ")

    assert neighbours(understand("loan"), now=timezone.now()) == ["Loại"]


def test_a_word_is_parted_where_both_halves_stand_beside_each_other():
    story("Bến xa", lead="Tàu chở cá.")
    apart = neighbours(understand("benca"), now=timezone.now())
    story("Bến cá")

    assert [apart, neighbours(understand("benca"), now=timezone.now())] == [[], ["Bến cá"]]


def test_no_neighbour_comes_from_words_that_are_not_in_the_text_any_more():
    edition = story("Tin", lead="Sáng nay bến cá đông.")
    before = neighbours(understand("bem ca"), now=timezone.now())
    # As a story that is written again between two queries.
    SearchRow.objects.filter(edition=edition).update(text="Chữ khác.")

    assert [before, neighbours(understand("bem ca"), now=timezone.now())] == [["bến cá"], []]


def test_no_neighbour_comes_from_what_is_over():
    edition = story("Nghêu sò", ago=2 * HOUR)
    make.republished(edition.article, headline="Tin mới")

    assert Edition.objects.count() == 2
    assert neighbours(understand("ngheu xo"), now=timezone.now()) == []
