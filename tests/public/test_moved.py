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
