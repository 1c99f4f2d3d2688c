"""What the tests of the names panel share: asking it, and reading its answer."""

import json

from lxml import html

from tests.vietnamese_pages.english import english_in

LEAD = "Ông Sầm Văn Hải, Phó Giám đốc Sở Tài chính, và bà Phạm Thị Nhã dự hội nghị."


def panel(article, act=""):
    return f"/admin/articles/article/{article.pk}/names/{act}"


def ask(client, article, **draft):
    sent = {"headline": article.headline, "lead": article.lead, "body": article.body} | draft
    return client.post(panel(article), json.dumps(sent), "application/json")


def shown(response):
    """{group: [name]} as the panel shows it."""
    fragment = html.fragment_fromstring(response.json()["html"], create_parent="div")
    return {
        group.get("data-group"): [
            name.text_content().strip() for name in group.find_class("desk-name__name")
        ]
        for group in fragment.find_class("desk-names__group")
    }


def english_in_message(response):
    return english_in(f"<p>{response.json()['message']}</p>".encode())
