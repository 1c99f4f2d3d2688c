"""What goes to other sites is all that readers of the page read, in its order."""

import pytest
from lxml import etree, html

from articles import correcting, records
from articles.models import CorrectionKind, Edition
from tests import factories as make

pytestmark = pytest.mark.django_db

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
FORMATS = ["rss", "atom", "json", "ninjs", "alone"]


def text_of(client, edition, format):
    """The text of the only story of the paper, as HTML."""
    if format == "alone":
        return client.get(f"{edition.path}tin.ninjs").json()["bodies"][0]["value"]
    answer = client.get(f"/tin.{format}")
    match format:
        case "rss":
            tree = etree.fromstring(answer.content)
            return tree.findtext("channel/item/content:encoded", namespaces=NAMES)
        case "atom":
            tree = etree.fromstring(answer.content)
            return tree.findtext("atom:entry/atom:content", namespaces=NAMES)
        case "json":
            return answer.json()["items"][0]["content_html"]
    return answer.json()["associations"][0]["bodies"][0]["value"]


def lines(text):
    root = html.fragment_fromstring(text, create_parent="div")
    return [" ".join(e.text_content().split()) for e in root.iter("h1", "h2", "h3", "p")]


def recorded(story, kind, **parts):
    live = Edition.objects.get(article=story.article_id, visible_until=None)
    return correcting.record(
        story.article,
        kind=kind,
        parts=correcting.Parts(decided_by="Ban Biên tập", **parts),
        by=make.editor(),
        live=live.pk,
    )


@pytest.mark.parametrize("format", FORMATS)
def test_a_correction_and_an_apology_go_out_where_they_stand(client, format):
    story = make.published(lead="Cầu thông xe.", body="<p>Khởi công tháng 6.</p>")
    row = recorded(story, CorrectionKind.CORRECTION, wrong="Tháng 5.", right="Tháng 6 < 7.")
    said = {"wrong": "Ông A.", "right": "Ông B.", "words": "Xin lỗi bạn đọc."}
    sorry = recorded(story, CorrectionKind.APOLOGY, **said)
    added = recorded(story, CorrectionKind.CLARIFICATION, words="Cầu dài 300 m.")

    assert lines(text_of(client, story, format)) == [
        "Cầu thông xe.",
        sorry.title,
        records.moment(sorry.published_at),
        "Nội dung sai",
        "Ông A.",
        "Nội dung đúng",
        "Ông B.",
        "Xin lỗi bạn đọc.",
        "Quyết định: Ban Biên tập",
        row.title,
        records.moment(row.published_at),
        "Nội dung sai",
        "Tháng 5.",
        "Nội dung đúng",
        "Tháng 6 < 7.",
        "Quyết định: Ban Biên tập",
        "Khởi công tháng 6.",
        added.title,
        records.moment(added.published_at),
        "Cầu dài 300 m.",
        "Quyết định: Ban Biên tập",
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_else_of_the_head_of_the_page_goes_out(client, format):
    story = make.published(headline="Tít </header>", lead="Cầu & cống.", body="<p>Đã xong.</p>")

    assert text_of(client, story, format) == "<p>Cầu &amp; cống.</p><p>Đã xong.</p>"


@pytest.mark.parametrize("format", FORMATS)
def test_where_there_is_no_lead_the_text_begins_at_once(client, format):
    story = make.published(body="<p>Đã xong.</p>")
    # The desk asks for a lead; a story from before may have none.
    Edition.objects.filter(pk=story.pk).update(lead="", lead_html="")

    assert text_of(client, story, format) == "<p>Đã xong.</p>"
