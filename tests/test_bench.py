"""The measurements run, at a small size, on the database the suite runs on."""

import argparse
import datetime
import json
import sys

import pytest
from django.utils import timezone

from articles import sweeping
from articles.models import Edition
from bench import (
    captions,
    check_photos,
    desk,
    desk_names,
    desk_rows,
    entity_pages,
    library,
    papers,
    pictures,
    public_pages,
    registry,
    sitemaps,
)
from bench.records import fill_registry, times
from bench.volume import fill_paper
from entities.models import Entity, Tenure
from photos.models import Photo
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_volume_makes_a_paper_whose_pages_can_be_read(client, django_assert_num_queries):
    longest = fill_paper(12)
    paths = list(Edition.objects.public(timezone.now()).values_list("path", flat=True))
    client.get(longest.path)

    statuses = [client.get(path).status_code for path in paths]
    with django_assert_num_queries(2):
        page = client.get(longest.path).content.decode()

    assert statuses == [200] * 12
    assert page.count("photo__credit") == 3


def test_pages_of_names_are_measured_on_pages_that_answer(client):
    paths, _edition = entity_pages.fill(90)

    assert {name: client.get(path).status_code for name, path in paths.items()} == dict.fromkeys(
        paths, 200
    )


def test_public_pages_are_measured_on_pages_that_answer(client):
    paths, _edition = public_pages.fill(200)

    assert {name: client.get(path).status_code for name, path in paths.items()} == dict.fromkeys(
        paths, 200
    )


def test_papers_of_two_sizes_are_compared_round_by_round(capsys):
    def cost(*page):
        return papers.Cost(3, 2048, page=list(page), A=[1, 1, 2], B=[2, 2, 4])

    options = argparse.Namespace(database="sqlite", runs=3, requests=1)
    small = {"front": cost(7, 7, 7), "story": cost(3, 3, 6)}
    large = {"front": cost(8, 8, 9), "story": cost(3, 3, 6)}

    within = papers.report({10: small}, options, papers.of_lists)
    grown = papers.report({10: small, 20: large}, options, papers.of_lists)
    dear = papers.report({10: {"front": cost(9, 9, 18)}}, options, papers.of_lists)

    assert (within, grown, dear) == (False, False, True)
    assert papers.report({10: small, 20: large}, options, lambda *_: {"A": 2.9})
    assert not papers.report({10: small, 20: large}, options, lambda *_: {})
    assert papers.grows({10: small, 20: {"front": cost(9, 9, 8)}})
    assert "front                     1.29" in capsys.readouterr().out


def test_sitemaps_are_measured_on_pages_that_answer(client, capsys):
    paths = sitemaps.fill(12)

    assert {name: client.get(path).status_code for name, path in paths.items()} == dict.fromkeys(
        paths, 200
    )
    assert Edition.objects.count() == 12
    assert sitemaps.is_over({"index": [4.0, 5.1], "lists": [2.0, 3.0], "news": [1001.0, 9.0]})
    assert not sitemaps.is_over({"index": [4.0, 4.1], "lists": [2.0, 3.0], "news": [999.0, 9.0]})
    assert capsys.readouterr().out == "over: news, growth of the index\nover: none\n"


def test_registry_loads_and_says_how_long_it_took(capsys):
    registry.fill(["Quảng Ninh"], 3)

    assert [line.split(":")[0].strip() for line in capsys.readouterr().out.splitlines()] == [
        "places",
        "places, again",
        "bodies of Quảng Ninh",
        "bodies of Quảng Ninh, again",
        "3 lines of people",
        "3 lines of people, again",
    ]
    assert Tenure.objects.count() == 3


def test_records_are_made_and_merged():
    fill_registry(50)

    assert times(20).keys() == {"likely duplicates", "merging", "undoing"}
    assert Entity.objects.filter(merged_into__isnull=False).count() == 0


def test_names_at_the_desk_are_measured_on_what_an_editor_sees(client):
    article, editor, draft = desk_names.long_draft(desk_names.fill_registry(60))
    client.force_login(editor)

    found = client.get("/admin/entities/entity/complete/?q=tw").json()["names"]
    panel = client.post(f"/admin/articles/article/{article.pk}/names/", draft, "application/json")

    assert len(found) == 8
    assert panel.json()["count"] >= 20
    assert desk_names.report("sqlite", {"@": {"a": (1, 1)}, "panel": {"b": (151, 1)}}) == 1


def test_labelled_captions_are_compared_field_by_field(tmp_path, monkeypatch, capsys):
    right = {"caption": "Cầu mới.", "creators": ["Lê Nam"], "provider": "", "kind": "unknown"}
    wrong = right | {"creators": [], "provider": "Lê Nam"}
    line = {"line": "Cầu mới. Ảnh: Lê Nam"}
    labels = tmp_path / "labels.json"
    labels.write_text(json.dumps([line | right, line | wrong]), encoding="utf-8")
    articles = tmp_path / "articles.jsonl"
    articles.write_text(json.dumps({"body": "Tàu về.\nCầu. Ảnh: Lê Nam"}), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["captions", str(labels), "--articles", str(articles)])

    captions.main()

    told = capsys.readouterr().out.splitlines()
    assert "right in all: 1 of 2" in told
    assert [row.strip() for row in told if row.startswith("  ")][-5:] == [
        "caption: 2",
        "creators: 1",
        "provider: 1",
        "kind: 2",
        "words: 2",
    ]
    assert told[-1] == "paragraphs: 2, split: 1"


def test_pictures_are_measured():
    found = pictures.measure(1, 2)

    assert found.keys() == pictures.LIMITS.keys()
    assert found["ratio"] > 1
    # Of all children of the suite so far: the limit is asked of the measurement alone.
    assert found["peak"] > 10


def test_the_library_is_filled_searched_and_changed():
    library.fill(20)

    assert library.wall("ben ca") > 0
    assert library.together(make.UserFactory(role="photo_editor")) > 0
    assert Photo.objects.filter(place="").count() == 20


def test_the_sweep_is_measured_on_files_of_every_kind():
    check_photos.fill(100)

    found = list(sweeping.check(older_than=datetime.timedelta(0)))

    assert [finding.kind for finding in found] == ["lost_preview", "orphan"]


def test_the_desk_is_measured_on_pages_that_answer():
    accounts, article, live = desk_rows.fill(60)

    found = {name: desk.spend(ask, 1) for name, ask in desk.acts(accounts, article, live).items()}

    assert all(cpu > 0 and queries > 3 for cpu, queries in found.values())
    # The limit of queries holds on a small desk as on a large one.
    assert {name: one for name, one in found.items() if one[1] > desk.MOST_QUERIES} == {}
    assert article.revisions.count() == 2
