"""Eight sessions save one story in one moment, over HTTP through its form: no text is lost."""

import pytest
from django.db import connection
from django.urls import reverse

from articles.models import Article, Revision
from bench.kill_saves import Client
from tests import factories as make
from tests.articles.desk import address
from tests.racing import at_once

# SQLite keeps the tests' database in memory and one connection: there is nothing to race.
if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(3))
    def test_each_of_eight_wrote_or_was_told_and_all_texts_are_kept(live_server, attempt):
        article = make.story()
        read = article.version
        port = int(live_server.url.rpartition(":")[2])
        people = [Client(Article.objects.get(pk=article.pk), make.editor()) for _ in range(8)]

        answers = at_once(
            *[
                lambda one=one, n=n: one.post(
                    port,
                    headline=f"Tít {n}",
                    lead=f"Sapo {n}.",
                    body=f"<p>Bài {n}.</p>",
                    _continue="1",
                )
                for n, one in enumerate(people)
            ]
        )

        stored = Article.objects.get(pk=article.pk)
        taken = stored.revisions.get(version=read + 1, is_taken=True)
        lost = {row.made_by_id: row for row in Revision.objects.filter(is_taken=False)}
        assert {status for status, _leads in answers} == {302}
        for n, (one, (_status, leads)) in enumerate(zip(people, answers, strict=True)):
            mine = taken if one.user.pk == taken.made_by_id else lost.pop(one.user.pk)
            texts = [mine.snapshot[name] for name in ["headline", "lead", "body"]]
            assert texts == [f"Tít {n}", f"Sapo {n}.", f"<p>Bài {n}.</p>"]
            # Who was not the first is led to their text beside the other.
            told = reverse("admin:articles_article_revision", args=[article.pk, mine.pk])
            assert leads == (address(article) if mine == taken else told)
        assert lost == {}
        assert (stored.version, stored.headline) == (read + 1, taken.snapshot["headline"])
