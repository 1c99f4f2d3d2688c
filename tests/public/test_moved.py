"""Addresses that a page had before lead to the one it has, with what was asked of it."""

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db

HOSTILE = "nam=2024&x=\r\nSet-Cookie:%20a=b&y=<script>&z=%0d%0a"


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("", ""),
        ("?nam=2024&truoc=17-3", "?nam=2024&truoc=17-3"),
        (f"?{HOSTILE}", "?nam=2024&x=%0D%0ASet-Cookie:%20a=b&y=%3Cscript%3E&z=%0d%0a"),
    ],
)
def test_what_was_asked_of_a_page_is_asked_where_it_is_now(client, asked, kept):
    who = make.person("Lê Văn Đạo")
    story = make.published(body="<p>Ông Lê Văn Đạo ra bến.</p>")
    author = story.authors.get().author
    own = [who.get_absolute_url(), story.header_html.split("/tac-gia/")[1].split('"')[0]]

    answers = [
        client.get(path, QUERY_STRING=asked[1:])
        for path in [f"/nhan-vat/cu-{who.pk}/", f"/tac-gia/cu-{author.pk}/"]
    ]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (301, f"{own[0]}{kept}"),
        (301, f"/tac-gia/{own[1]}{kept}"),
    ]


@pytest.mark.parametrize(
    ("asked", "ends"),
    [
        ("/kinh-te/cầu-ngân-hải-{story}/", "{path}"),
        ("/thời sự/c%E1%BA%A7u%20-{story}/", "{path}"),
        ("/kinh-te/cầu-{story}/tin.ninjs", "{path}tin.ninjs"),
        ("/nhan-vat/lê văn đạo-{who}/", "{person}"),
        ("/nhan-vat/l%C3%AA-{who}/tin.rss", "{person}tin.rss"),
        ("/tac-gia/người-viết-{author}/", "/tac-gia/"),
        ("/chu-de/đại-hội-{story}/", "/chu-de/dai-hoi-{story}/"),
    ],
)
def test_of_an_address_with_a_number_the_words_may_be_any(client, asked, ends):
    """As somebody types it, or a program writes it that knows no Vietnamese."""
    who = make.person("Lê Văn Đạo")
    story = make.published(body="<p>Ông Lê Văn Đạo ra bến.</p>")
    author = story.authors.get().author
    topic = make.TopicFactory(name="Đại hội", slug=f"dai-hoi-{story.article_id}")
    article = make.story()
    article.topics.add(topic)
    make.republished(article)
    ids = {"story": story.article_id, "who": who.pk, "author": author.pk}

    answer = client.get(asked.format(**ids))

    assert answer.status_code == 301
    path = ends.format(story=story.article_id, path=story.path, person=who.get_absolute_url())
    assert answer["Location"].startswith(path)
    assert client.get(answer["Location"]).status_code == 200
