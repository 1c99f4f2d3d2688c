"""What readers see is Vietnamese."""

from articles.models import Author, Topic
from tests import factories as f
from tests.public import walk
from tests.vietnamese_pages.english import english_in


def test_public_pages_show_no_english(client, newsroom):
    f.published(section=newsroom["section"], headline="Tàu về bến")
    addresses = {
        "/": 200,
        f"/{newsroom['section'].slug}/": 200,
        newsroom["edition"].path: 200,
        newsroom["withdrawn"].path: 410,
        newsroom["corrected"].path: 200,
        "/cai-chinh/": 200,
        newsroom["person"].get_absolute_url(): 200,
        newsroom["office"].get_absolute_url(): 200,
        "/khong-co-trang-nay/": 404,
        "/kinh-te-bien/bai-999999/": 404,
    }

    answers = {path: client.get(path) for path in addresses}

    assert {path: answer.status_code for path, answer in answers.items()} == addresses
    assert {path: found for path, a in answers.items() if (found := english_in(a.content))} == {}


def test_every_list_and_search_of_the_paper_shows_no_english(client, newsroom):
    article = newsroom["edition"].article
    table = walk.addresses(
        [(article.pk, newsroom["section"].slug)],
        [newsroom["person"]],
        [newsroom["office"]],
        "http://testserver",
        topics=Topic.objects.all(),
        authors=Author.objects.all(),
        asked=["Tàu về bến", "bến", "khongcochunay"],
    )

    found, kinds = {}, set()
    for name, addresses in table.items():
        for address in addresses:
            answer = client.get(address, follow=True)
            if answer["Content-Type"].startswith("text/html"):
                kinds.add(name)
                found[address] = english_in(answer.content)

    assert {address: words for address, words in found.items() if words} == {}
    assert kinds >= {"search", "topic", "author", "archive-day", "galleries", "about", "people"}


def test_public_pages_of_an_empty_paper_show_no_english(client, db):
    section = f.SectionFactory()

    found = [english_in(client.get(path).content) for path in ["/", f"/{section.slug}/"]]

    assert found == [[], []]
