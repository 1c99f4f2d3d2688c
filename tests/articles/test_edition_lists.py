"""Under which topics and authors an edition stands, and its cards."""

import importlib
import re

import pytest
from django.apps import apps

from articles import publishing
from articles.models import Article, Byline, BylineRole, Edition, EditionAuthor, EditionTopic
from tests import factories as make

pytestmark = pytest.mark.django_db

migration = importlib.import_module("articles.migrations.0024_lists")
order_of_topics = importlib.import_module("articles.migrations.0026_order_of_topics")


def rows(edition):
    shown = {"edition": edition.pk, "article": edition.article_id}
    topics = EditionTopic.objects.filter(**shown, first_published_at=edition.first_published_at)
    authors = EditionAuthor.objects.filter(**shown, first_published_at=edition.first_published_at)
    return (
        list(topics.values_list("topic__name", "position")),
        list(authors.values_list("author__printed_name", "name", "roles", "position")),
    )


def signed_twice():
    """A story under two topics, by one who wrote and photographed, and by another."""
    article = make.story()
    Article.objects.get(pk=article.pk).topics.add(
        make.TopicFactory(name="Mùa biển"), make.TopicFactory(name="Bến cá")
    )
    first = article.bylines.get().author
    first.printed_name = "Thu Trà"
    first.save()
    Byline.objects.create(article=article, author=first, role=BylineRole.PHOTOGRAPHER, position=1)
    second = make.AuthorFactory(printed_name="Đỗ Hữu")
    Byline.objects.create(article=article, author=second, position=2)
    return make.republished(article)


WRITTEN = (
    [("Bến cá", 0), ("Mùa biển", 1)],
    [
        ("Thu Trà", "Thu Trà", ["reporter", "photographer"], 0),
        ("Đỗ Hữu", "Đỗ Hữu", ["reporter"], 1),
    ],
)


def test_publishing_writes_topics_and_authors_beside_the_edition():
    edition = signed_twice()

    assert rows(edition) == WRITTEN


def test_a_notice_stands_in_no_list():
    edition = signed_twice()

    notice = publishing.withdraw(edition.article, by=make.managing_editor(), notice="Gỡ.")

    assert rows(notice) == ([], [])
    assert rows(edition) == WRITTEN
    assert (notice.row_html, notice.large_html, notice.gallery_html) == ("", "", "")


def test_an_author_keeps_the_name_that_was_printed():
    edition = signed_twice()
    author = edition.authors.first().author
    author.printed_name = "Trà Thu"
    author.save()

    assert rows(edition)[1][0] == ("Trà Thu", "Thu Trà", ["reporter", "photographer"], 0)


def test_the_migration_says_the_same_of_editions_from_before():
    edition = signed_twice()
    notice = publishing.withdraw(edition.article, by=make.managing_editor(), notice="Gỡ.")
    EditionTopic.objects.all().delete()
    EditionAuthor.objects.all().delete()

    migration.fill(apps, None)
    order_of_topics.take_from_facts(apps, None)

    assert rows(edition) == WRITTEN
    assert rows(notice) == ([], [])


def test_the_migration_gives_topics_the_order_of_each_edition(monkeypatch):
    monkeypatch.setattr(order_of_topics, "CHUNK", 1)
    edition = signed_twice()
    topics = [row.topic for row in edition.topics.all()]
    other, alone = make.story(), make.story()
    other.topics.add(*topics)
    alone.topics.add(topics[1])
    editions = [edition, *(make.republished(article) for article in [other, alone])]
    EditionTopic.objects.update(position=0)

    order_of_topics.take_from_facts(apps, None)
    in_order = [rows(edition)[0] for edition in editions]
    type(topics[0]).objects.filter(pk=topics[0].pk).update(slug="dia-chi-khac")
    order_of_topics.take_from_facts(apps, None)

    assert in_order == [WRITTEN[0], WRITTEN[0], [("Mùa biển", 0)]]
    assert rows(edition)[0] == [("Mùa biển", 1), ("Bến cá", 2)]


def test_the_migration_copes_with_what_is_gone(monkeypatch):
    monkeypatch.setattr(migration, "CHUNK", 1)
    edition, other = signed_twice(), make.published()
    before = rows(other)
    EditionTopic.objects.all().delete()
    EditionAuthor.objects.all().delete()
    Edition.objects.filter(pk=edition.pk).update(
        facts=edition.facts | {"topics": [{"name": "Cũ", "slug": "cu"}]}
    )
    revision = edition.revision
    type(revision).objects.filter(pk=revision.pk).update(
        snapshot=revision.snapshot | {"bylines": [{"author": 0, "name": "X", "role": "reporter"}]}
    )

    migration.fill(apps, None)

    assert rows(edition) == ([], [])
    assert rows(other) == before


def test_photos_side_by_side_are_a_gallery_and_one_alone_is_none():
    together = make.published(shown=[make.photo("Một"), make.photo("Hai", colour="teal")])
    alone = make.published(shown=[make.photo("Ba", colour="red")])

    assert together.has_gallery
    assert together.gallery_html.count("<figure") == 2
    assert together.gallery_html.count("Ảnh: Thanh Vân") == 2
    assert together.gallery_html.index("Một") < together.gallery_html.index("Hai")
    waits = re.findall(r'fetchpriority="high"|loading="lazy"', together.gallery_html)
    assert waits == ['fetchpriority="high"', 'loading="lazy"']
    assert (alone.has_gallery, alone.gallery_html) == (False, "")
