import pytest
from django.urls import reverse
from lxml import html

from articles import revisions, saving
from articles.models import Article, ArticleStatus, RevisionStep
from tests import factories as make
from tests.articles.desk import sides

pytestmark = pytest.mark.django_db


def page(name, article, *args):
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *args])


def changed(article, **changes):
    for name, value in changes.items():
        setattr(article, name, value)
    article.save()
    revision, _removed = saving.save(article, by=make.editor(), expected_version=article.version)
    return revision


def lost(article, user, **changes):
    """A text of `user` that came second."""
    snapshot = article.last_revision.snapshot | changes
    return revisions.keep_lost(article, snapshot, by=user, version=article.version)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_versions_takes_the_same_queries_whatever_its_length(
    client, django_assert_num_queries, count
):
    article = make.story()
    for number in range(count - 1):
        changed(article, lead=f"Sapo {number}.")
    client.force_login(make.editor())

    with django_assert_num_queries(7):
        response = client.get(page("versions", article))

    rows = html.fromstring(response.content).xpath("//tbody/tr/th")
    assert [row.text for row in rows] == [str(number) for number in range(count, 0, -1)]


def test_a_comparison_is_told_in_words(client):
    article = make.story(lead="Tàu về sớm.")
    first = article.last_revision
    changed(article, lead="Tàu về rất sớm.")
    client.force_login(article.created_by)

    response = client.get(page("compare", article), {"old": first.pk})

    told = html.fromstring(response.content.decode())
    assert [" ".join(e.text_content().split()) for e in told.xpath("//dd//ins")] == ["[thêm: rất ]"]
    assert told.xpath("//dd//del") == []


def test_two_versions_are_compared_in_the_order_they_were_made(client):
    article = make.story(lead="Một.")
    first = article.last_revision
    last = changed(article, lead="Hai.")
    client.force_login(make.editor())

    response = client.get(page("compare", article), {"old": last.pk, "new": first.pk})

    assert (response.context["old"], response.context["new"]) == (first, last)


@pytest.mark.parametrize("query", [{}, {"old": "x"}, {"old": "9" * 30}, {"old": "OTHER"}])
def test_a_comparison_of_what_is_not_there_is_none(client, query):
    article, other = make.story(), make.story()
    client.force_login(make.editor())
    query = {
        key: str(value).replace("OTHER", str(other.last_revision.pk))
        for key, value in query.items()
    }

    assert client.get(page("compare", article), query).status_code == 404


def test_an_editor_takes_a_version_back(client):
    article = make.story(lead="Bản đầu.")
    first = article.last_revision
    changed(article, lead="Bản sau.")
    client.force_login(make.editor())

    response = client.post(
        page("restore", article, first.pk), {"read_version": article.version}, follow=True
    )

    article = Article.objects.get()
    assert (article.lead, article.last_revision.step) == ("Bản đầu.", RevisionStep.RESTORED)
    assert [str(m) for m in response.context["messages"]] == ["Đây là bài hiện nay, phiên bản 3."]


@pytest.mark.parametrize("version", ["", "1", "x", "999"])
def test_who_read_another_version_takes_nothing_back(client, version):
    article = make.story(lead="Bản đầu.")
    first = article.last_revision
    changed(article, lead="Bản sau.")
    client.force_login(make.editor())

    client.post(page("restore", article, first.pk), {"read_version": version})

    assert Article.objects.get().lead == "Bản sau."


def test_who_may_not_write_the_story_takes_nothing_back(client):
    article = make.in_status(ArticleStatus.SUBMITTED, lead="Bản đầu.")
    first = article.last_revision
    changed(article, lead="Bản sau.")
    client.force_login(article.created_by)

    answers = [
        client.post(page("restore", article, first.pk), {"read_version": article.version}),
        client.get(page("restore", article, first.pk)),
    ]
    shown = client.get(page("compare", article), {"old": first.pk})

    assert [answer.status_code for answer in answers] == [403, 405]
    assert Article.objects.get().lead == "Bản sau."
    assert b"<ins>" in shown.content
    assert page("restore", article, first.pk) not in shown.content.decode()


def test_nobody_sees_versions_of_a_story_that_is_closed_to_them(client):
    article = make.story()
    first = article.last_revision
    client.force_login(make.UserFactory())

    answers = [
        client.get(page("versions", article)),
        client.get(page("compare", article), {"old": first.pk}),
        client.get(page("revision", article, first.pk)),
        client.post(page("restore", article, first.pk), {"read_version": 1}),
        client.post(page("join", article, first.pk), {"theirs": first.pk}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5


def test_a_text_that_came_second_is_put_together_with_the_first(client):
    editor = make.editor()
    article = make.story(headline="Tàu về", body="<p>Bến cá họp sớm.</p><p>Chợ đông người.</p>")
    mine = lost(
        article,
        editor,
        headline="Tàu về sớm",
        body="<p>Bến cá họp rất sớm.</p><p>Chợ đông nghịt người.</p>",
    )
    theirs = changed(article, lead="Của người kia.")
    client.force_login(editor)

    shown = client.get(page("revision", article, mine.pk)).content.decode()
    client.post(
        page("join", article, mine.pk),
        {"theirs": theirs.pk, "field-headline": "mine", "part-0": "theirs", "part-1": "mine"},
    )

    article = Article.objects.get()
    assert sides(shown, "Tít") == ("Tàu về", "Tàu về sớm")
    assert (article.headline, article.lead) == ("Tàu về sớm", "Của người kia.")
    assert article.body == "<p>Bến cá họp sớm.</p><p>Chợ đông nghịt người.</p>"
    assert article.last_revision.step == RevisionStep.JOINED


def test_both_texts_stand_side_by_side_paragraph_by_paragraph(client):
    editor = make.editor()
    article = make.story(body="<p>Bến cá họp sớm.</p><p>Chợ đông người.</p>")
    mine = lost(article, editor, body="<p>Bến cá họp rất sớm.</p><p>Chợ đông người.</p>")
    changed(article, body="<p>Bến cá họp sớm.</p><p>Chợ đông người.</p><p>Giá tăng gấp đôi.</p>")
    client.force_login(editor)

    shown = client.get(page("revision", article, mine.pk)).content.decode()

    assert sides(shown, "Khác nhau") == ("Bến cá họp sớm.", "Bến cá họp rất sớm.")
    assert sides(shown, "Chỉ có ở bản của người kia") == ("Giá tăng gấp đôi.", "")


def test_a_third_saver_is_not_written_over(client):
    editor = make.editor()
    article = make.story(lead="Một.")
    mine, theirs = lost(article, editor, lead="Của tôi."), article.last_revision
    changed(article, lead="Của người thứ ba.")
    client.force_login(editor)

    response = client.post(
        page("join", article, mine.pk), {"theirs": theirs.pk, "field-lead": "mine"}
    )

    assert response["Location"] == page("revision", article, mine.pk)
    assert Article.objects.get().lead == "Của người thứ ba."


def test_the_text_that_another_lost_is_theirs_alone(client):
    article = make.story()
    mine = lost(article, make.editor())
    client.force_login(make.editor())

    answers = [
        client.get(page("revision", article, mine.pk)),
        client.get(page("compare", article), {"old": mine.pk}),
        client.post(page("join", article, mine.pk), {"theirs": article.last_revision.pk}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_a_reporter_is_led_to_what_the_editor_changed(client):
    article = make.in_status(ArticleStatus.SUBMITTED)
    sent = article.last_revision
    client.force_login(article.created_by)
    link = f"{page('compare', article)}?old={sent.pk}"

    before = client.get(page("change", article)).content.decode()
    changed(article, lead="Biên tập viên viết lại.")
    after = client.get(page("change", article)).content.decode()

    assert (link in before, link in after) == (False, True)
