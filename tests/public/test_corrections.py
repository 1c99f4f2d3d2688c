"""/cai-chinh/: all that readers were told, and nothing before its time."""

import datetime

import pytest
from django.utils import timezone
from lxml import html

from articles import correcting
from articles.models import Article, CorrectionKind, Edition
from tests import factories as make

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
PATH = "/cai-chinh/"


def record(edition, kind=CorrectionKind.CORRECTION, *, at=None, wrong="Tháng 5.", **kwargs):
    parts = correcting.Parts(
        wrong=wrong, right="Tháng 6.", words="Xin lỗi.", decided_by="Ban Biên tập"
    )
    now = at or timezone.now()
    live = Edition.objects.public(now).get(article=edition.article_id)
    return correcting.record(
        edition.article,
        kind=kind,
        parts=parts,
        by=make.managing_editor(),
        live=live.pk,
        now=at,
        **kwargs,
    )


def shown(client, path=PATH):
    """The notices on a page, as [(number, links, words)]."""
    page = html.document_fromstring(client.get(path).content.decode())
    return [
        (
            int(notice.get("id").removeprefix("cai-chinh-")),
            [link.get("href") for link in notice.iter("a")],
            " ".join(notice.text_content().split()),
        )
        for notice in page.find_class("correction")
    ]


def test_each_says_all_and_leads_to_its_story_newest_first(client):
    now = timezone.now()
    older, newer = (
        make.published(headline=headline, now=now - 9 * HOUR) for headline in ["Cầu mới", "Chợ cũ"]
    )
    second = record(newer, at=now - 2 * HOUR)
    third = record(older, CorrectionKind.CLARIFICATION, at=now - HOUR)

    found = shown(client)

    assert [(number, links) for number, links, _words in found] == [
        (third.pk, [older.path]),
        (second.pk, [newer.path]),
    ]
    assert found[1][2] == (
        f"Thông tin cải chính {timezone.localtime(now - 2 * HOUR):%H:%M, %d/%m/%Y} "
        f"Bài: Chợ cũ {newer.section_name} · {newer.published_text} "
        "Nội dung sai Tháng 5. Nội dung đúng Tháng 6. Xin lỗi. Quyết định: Ban Biên tập"
    )


def test_words_keep_their_lines_and_are_escaped(client):
    record(make.published(headline="A < B", now=timezone.now() - HOUR), wrong="<b>Một</b>\nHai")

    page = client.get(PATH).content.decode()

    assert "<p>&lt;b&gt;Một&lt;/b&gt;<br>Hai</p>" in page
    assert ">A &lt; B</a>" in page


def test_the_story_it_leads_to_is_the_one_readers_have(client):
    now = timezone.now()
    edition = make.published(now=now - 9 * HOUR)
    row = record(edition, at=now - 2 * HOUR)
    newer = make.republished(edition.article, headline="Tít mới", now=now - HOUR)
    Article.objects.update(headline="Chưa ai duyệt")

    [(number, links, words)] = shown(client)

    assert (number, links) == (row.pk, [newer.path])
    assert "Tít mới" in words
    assert "Chưa ai duyệt" not in words


def test_what_is_to_come_is_not_shown_before_its_time(client, time_machine):
    now = timezone.now()
    edition = make.published(now=now - HOUR)
    # Nothing of ours schedules one: this is a clock that went back.
    record(edition, at=now + HOUR)

    before, page = shown(client), client.get(edition.path).content.decode()
    time_machine.move_to(now + 2 * HOUR)

    assert before == []
    assert "Tháng 5." not in page
    assert len(shown(client)) == 1


def test_one_that_was_withdrawn_says_so_and_keeps_no_words(client):
    now = timezone.now()
    edition = make.published(now=now - 9 * HOUR)
    row = record(edition, at=now - 2 * HOUR)
    gone = correcting.withdraw(
        row,
        parts=correcting.Parts(words="Bài đúng từ đầu.", decided_by="Thư ký tòa soạn"),
        by=make.managing_editor(),
        live=row.edition.pk,
        now=now - HOUR,
    )

    found = shown(client)

    assert [number for number, _links, _words in found] == [gone.pk, row.pk]
    moment = f"{timezone.localtime(now - 2 * HOUR):%H:%M, %d/%m/%Y}"
    assert f"Rút “Thông tin cải chính” đăng lúc {moment} Bài đúng từ đầu." in found[0][2]
    assert found[1][2].endswith("Bài đúng từ đầu. Quyết định: Thư ký tòa soạn")
    assert "Tháng 5." not in found[0][2] + found[1][2]


def test_a_withdrawal_is_told_on_any_page_and_not_before_its_time(client, time_machine):
    now = timezone.now()
    row = record(make.published(now=now - 9 * HOUR), at=now - 2 * HOUR)
    gone = correcting.withdraw(
        row,
        parts=correcting.Parts(words="Bài đúng từ đầu.", decided_by="Thư ký tòa soạn"),
        by=make.managing_editor(),
        live=row.edition.pk,
        # Nothing of ours schedules one: this is a clock that went back.
        now=now + HOUR,
    )

    before = shown(client)
    time_machine.move_to(now + 2 * HOUR)
    # Where the record that withdrew it does not stand.
    [(number, _links, words)] = shown(client, f"{PATH}?truoc={gone.pk}")

    assert [(number, "Tháng 5." in words) for number, _links, words in before] == [(row.pk, True)]
    assert (number, "Tháng 5." in words) == (row.pk, False)
    assert words.endswith("Bài đúng từ đầu. Quyết định: Thư ký tòa soạn")


def test_of_a_withdrawn_story_the_notice_stays_and_nothing_that_quotes_it(client):
    now = timezone.now()
    edition = make.published(headline="Tít đã gỡ", now=now - 9 * HOUR)
    first = record(edition, wrong="Câu đã gỡ.", at=now - 3 * HOUR)
    gone = record(edition, CorrectionKind.WITHDRAWAL, wrong="", at=now - 2 * HOUR)

    found = shown(client)

    assert [(number, links) for number, links, _words in found] == [(gone.pk, []), (first.pk, [])]
    about = (
        f"Về một bài ở mục “{edition.section_name}”, đăng lúc {edition.published_text}, đã được gỡ"
    )
    assert [about in words for _number, _links, words in found] == [True, True]
    page = client.get(PATH).content.decode()
    assert ["Tít đã gỡ" in page, "Câu đã gỡ." in page, "tit-da-go" in page] == [False] * 3
    assert "Xin lỗi." in found[0][2]


def test_withdrawn_story_answers_410_with_the_whole_notice(client):
    edition = make.published(now=timezone.now() - HOUR)
    row = record(edition, CorrectionKind.WITHDRAWAL, wrong="")

    response = client.get(edition.path)

    page = html.document_fromstring(response.content.decode())
    [notice] = page.find_class("correction")
    assert response.status_code == 410
    assert " ".join(notice.text_content().split()) == (
        f"Thông báo gỡ bài {timezone.localtime(row.published_at):%H:%M, %d/%m/%Y} "
        "Nội dung đúng Tháng 6. Xin lỗi. Quyết định: Ban Biên tập"
    )


def test_pages_go_on_where_they_were_when_new_ones_arrive(client):
    now = timezone.now()
    edition = make.published(now=now - 99 * HOUR)
    rows = [record(edition, at=now - (50 - n) * HOUR) for n in range(23)]
    first = client.get(PATH)
    [older] = html.document_fromstring(first.content.decode()).xpath("//a[@rel='next']/@href")

    record(edition, at=now - HOUR)

    newest = [row.pk for row in reversed(rows)]
    assert [number for number, _links, _words in shown(client, PATH + older)] == newest[20:]
    last = html.document_fromstring(client.get(PATH + older).content.decode())
    assert last.xpath("//nav[@class='pagination']/a/@href") == [PATH]


@pytest.mark.parametrize("number", ["", "x", "-1", "0x1", "9" * 40, "%00", "1.5"])
def test_an_odd_number_shows_the_newest(client, number):
    row = record(make.published(now=timezone.now() - HOUR))

    answer = client.get(f"{PATH}?truoc={number}")

    # A NUL is no page of ours.
    assert answer.status_code == (400 if number == "%00" else 200)
    if answer.status_code == 200:
        assert [
            number for number, _links, _words in shown(client, answer.request["PATH_INFO"])
        ] == [row.pk]


def test_an_empty_ledger_is_friendly(client):
    answer = client.get(PATH)

    assert answer.status_code == 200
    assert "Chưa có thông tin cải chính nào." in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, django_assert_num_queries, count):
    for _ in range(count):
        row = record(make.published(now=timezone.now() - HOUR))
        correcting.withdraw(
            row,
            parts=correcting.Parts(words="Rút.", decided_by="Ban"),
            by=make.managing_editor(),
            live=row.edition.pk,
        )
    client.get(PATH)  # the menus, at most once a second

    # Records, what withdrew them, and the stories as readers have them.
    with django_assert_num_queries(3):
        response = client.get(PATH)

    page = html.document_fromstring(response.content.decode())
    assert len(page.xpath("//aside[starts-with(@class, 'correction ')]")) == count * 2


def test_story_with_records_asks_no_more_than_one_without(client, django_assert_num_queries):
    edition = make.published(now=timezone.now() - HOUR)
    record(edition)
    client.get(edition.path)

    with django_assert_num_queries(2):
        page = client.get(edition.path).content.decode()

    assert "Tháng 5." in page


def test_every_page_leads_there(client):
    edition = make.published(now=timezone.now() - HOUR)

    for path in ["/", edition.path, edition.section_path, PATH]:
        page = html.document_fromstring(client.get(path).content.decode())
        assert page.xpath(f"//footer//a[@href='{PATH}']/text()") == ["Cải chính, xin lỗi"]


def test_the_page_is_as_public_as_the_others(client):
    record(make.published(now=timezone.now() - HOUR))

    response = client.get(PATH)

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
