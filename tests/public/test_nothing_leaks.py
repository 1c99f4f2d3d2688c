"""
A word that stands only in what readers may not see stands in nothing they or machines get.

And what they may see is there within a second, and gone within a second.
"""

import datetime
import re
import time

import pytest
from django.utils import timezone

from articles import publishing
from articles.front import SLOTS
from articles.models import Author, Byline, FrontArrangement, FrontPlace, Topic
from entities.models import EntityPage
from tests import factories as make
from tests.public.walk import OLDER, addresses, in_sitemap

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
# By the paper's clock: an hour before it the day, the month and the year are the same.
NOON = datetime.datetime(2026, 3, 2, 5, tzinfo=datetime.UTC)
SITE = "https://bao.example"
SECRET = ["xunharop", "xuhengop", "xuthaygop", "xurutgop"]
SHOWN = "xuhiengop"


def told(word, who, body):
    """The parts of a story that hold the word: all that a page, a feed or a machine may print."""
    return {
        "headline": f"Bến cá {word} vào vụ",
        "lead": f"Sáng nay {word} thuyền về.",
        "body": f'<p>Gặp <a data-entity="{who.pk}">{who.name}</a> và'
        f' <a data-entity="{body.pk}">{body.name}</a> ở {word}.</p>',
        "dateline": f"Cửa {word}",
    }


def named(word):
    """A person and a body, whose names are known by a story alone, and have a page."""
    return (
        make.person(f"Lê Văn {word.title()}", page=EntityPage.PUBLIC),
        make.organisation(f"Công ty {word.title()}", page=EntityPage.PUBLIC),
    )


def signed(word, parts):
    """A draft with a topic and an author of its own."""
    story = make.story(**parts)
    story.topics.add(make.TopicFactory(name=f"Chuyện {word}"))
    story.bylines.all().delete()
    author = make.AuthorFactory(printed_name=f"Hà {word.title()}")
    Byline.objects.create(article=story, author=author)
    return story


def approved(story):
    make.approved_again(story)
    return story


def published(story, now):
    revision = make.approved_again(story)
    return publishing.publish(story, revision=revision, by=make.editor(), now=now)


@pytest.fixture
def paper(time_machine):
    """One story of each kind that hides a word; and one that shows its own."""
    time_machine.move_to(NOON)
    section = make.SectionFactory(name="Kinh tế", slug="kinh-te")
    now = timezone.now()
    people, organisations, parts = [], [], {}
    for word in [*SECRET, SHOWN]:
        who, body = named(word)
        people.append(who)
        organisations.append(body)
        parts[word] = {
            **told(word, who, body),
            "section": section,
            # Two side by side are a gallery.
            "shown": [
                make.photo(f"Ảnh {word}", alt_text=f"Thay lời {word}", creators=[word], colour=one)
                for one in ["teal", "navy"]
            ],
        }
    draft, scheduled, superseded, withdrawn = SECRET
    written = {word: signed(word, parts[word]) for word in [*SECRET, SHOWN]}

    coming = approved(written[scheduled])
    publishing.publish(
        coming, revision=coming.approved_revision, by=make.editor(), at=now + HOUR, now=now
    )
    before = published(written[superseded], now - HOUR)
    before.article.topics.clear()
    Byline.objects.filter(article=before.article).update(author=make.AuthorFactory())
    make.republished(
        before.article, headline="Tít khác", lead="Lời khác.", body="<p>Chữ khác.</p>", dateline=""
    )
    gone = published(written[withdrawn], now - HOUR)
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Bài đã gỡ.")
    live = published(written[SHOWN], now - HOUR)
    # What the desk goes on writing in a story that is out is a draft, too.
    make.saving.save(live.article, by=make.editor(), expected_version=live.article.version)
    type(live.article).objects.filter(pk=live.article_id).update(headline=f"Tít {draft}")
    # Chosen for the front page whatever becomes of it.
    front = FrontArrangement.objects.create(number=1, made_by=make.editor(), made_at=now)
    FrontPlace.objects.bulk_create(
        FrontPlace(arrangement=front, slot=slot.name, article=written[word])
        for slot, word in zip(SLOTS, [*SECRET, SHOWN], strict=False)
    )
    return {
        "addresses": addresses(
            [(story.pk, section.slug) for story in written.values()],
            people,
            organisations,
            SITE,
            topics=Topic.objects.all(),
            authors=Author.objects.all(),
            asked=["bến cá vào vụ", "cua lach", "xu"],
        ),
        "live": live,
    }


def walked(client, paper):
    """Yield (name of a route, address, all that is answered in small letters) with headers."""
    for name, paths in paper["addresses"].items():
        for path in paths:
            answer = client.get(path)
            while answer.status_code in {301, 302}:
                yield name, path, str(answer.headers).lower()
                answer = client.get(answer["Location"])
            yield name, path, f"{answer.headers}{answer.content.decode()}".lower()


def test_no_word_of_what_is_not_public_stands_anywhere(client, paper, settings):
    settings.NEWSROOM_EMAIL = "toasoan@bao.example"
    answers = list(walked(client, paper))

    leaks = [(name, path, word) for name, path, text in answers for word in SECRET if word in text]

    assert leaks == []
    # That the walk would have seen it: each place that shows stories shows the one that is out,
    # and not only where every page has the latest.
    seen = {name for name, _path, text in answers if SHOWN in LATEST.sub("", text)}
    assert seen == set(paper["addresses"]) - WITHOUT_STORIES


# The column of the latest stories, which pages of errors have, too.
LATEST = re.compile(r'<aside class="latest".*?</aside>', re.DOTALL)
# Places that name no story.
WITHOUT_STORIES = {"about", "contact", "corrections", "archive", "archive-year"}
WITHOUT_STORIES |= {"robots", "security", "sitemap", "sitemap-lists"}


def test_no_public_file_is_named_after_what_was_uploaded(paper, settings):
    files = [path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]

    assert files
    assert [name for name in files for word in [*SECRET, SHOWN] if word in name] == []


def test_no_picture_of_a_draft_lies_in_public_storage(paper, settings):
    """By its words: a public file carries caption and credit in its XMP."""
    files = [path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    draft = SECRET[0].encode()

    assert [file for file in files if draft in file] == []
    assert any(SHOWN.encode() in file for file in files)


LISTS = ["front", "section", "topic", "author", "galleries"]
LISTS += ["archive-month", "archive-day", "search", "search-suggestions"]
FEEDS = ["feed", "section-feed", "topic-feed", "person-feed", "organisation-feed"]
OF_IT = ["person", "organisation", "story", "story-ninjs", "story-gallery", "oembed"]


def shown_on(client, paths, word):
    return {path for path in paths if word in client.get(path, follow=True).content.decode()}


def test_publishing_withdrawing_and_the_clock_show_within_a_second(client):
    section = make.SectionFactory(name="Kinh tế", slug="kinh-te")
    topic, author = make.TopicFactory(name="Nghề cá"), make.AuthorFactory(printed_name="Hà An")
    who, body = make.person("Lê Văn Hải"), make.organisation("Công ty Xuhai")

    def written(word, colours):
        shown = [make.photo(colour=colour) for colour in colours]
        story = make.story(**told(word, who, body), section=section, shown=shown)
        story.topics.add(topic)
        Byline.objects.filter(article=story).update(author=author)
        return story

    # Each record has a page already.
    make.republished(written("kia", ["olive", "brown"]))
    article = written(SHOWN, ["teal", "navy"])
    revision = make.approved_again(article)
    table = addresses(
        [(article.pk, section.slug)],
        [who],
        [body],
        SITE,
        topics=[topic],
        authors=[author],
        asked=[f"ben ca {SHOWN}"],
    )
    everywhere = {
        path
        for name in [*LISTS, *FEEDS, "sitemap-news", *OF_IT]
        for path in table[name]
        if not path.endswith(OLDER) and path != "/tim-kiem/"
    }
    everywhere.add(in_sitemap("bai", article.pk))
    editor = make.managing_editor()
    # Its address, and not its words: a page of answers prints the question again.
    link = f"{SHOWN}-vao-vu-{article.pk}/"
    seen = [shown_on(client, everywhere, link)]

    at = timezone.now() + datetime.timedelta(seconds=3)
    publishing.publish(article, revision=revision, by=editor, at=at)
    # Before the moment: what is kept for a second is kept then.
    client.get("/")
    time.sleep(max(0, (at - timezone.now()).total_seconds()) + 1)
    seen.append(shown_on(client, everywhere, link))
    publishing.withdraw(article, by=editor, notice="Bài đã gỡ.")
    time.sleep(1)
    seen.append(shown_on(client, everywhere, link))
    article.refresh_from_db()
    publishing.publish(article, revision=make.approved_again(article), by=editor)
    time.sleep(1)
    seen.append(shown_on(client, everywhere, link))

    # What was withdrawn says so at its address.
    gone = set(table["story"])
    assert [seen[0], seen[1], seen[2] - gone, seen[3]] == [set(), everywhere, set(), everywhere]
