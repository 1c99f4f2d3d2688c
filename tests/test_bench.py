"""The measurements run, at a small size, on the database the suite runs on."""

import argparse
import datetime
import json
import multiprocessing
import sys

import pytest
from django.test import override_settings
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
from tests import bench_fills
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

    assert client.get(paths["pictures of a story"]).content.count(b"photo__credit") == 3
    with override_settings(ROOT_URLCONF="bench.urls"):
        assert client.get(paths.pop("what is renewed each second")).status_code == 200
    assert {name: client.get(path).status_code for name, path in paths.items()} == dict.fromkeys(
        paths, 200
    )


def cost(*page):
    return papers.Cost({"page": page, "A": [1, 2, 1], "B": [2, 4, 2]}, 3, 2048)


def test_what_is_measured_in_one_round_is_compared(capsys):
    options = argparse.Namespace(database="sqlite", runs=3, requests=1)
    small = {"front": cost(7, 14, 7), "story": cost(3, 6, 3)}
    large = {"front": cost(8, 20, 8), "story": cost(3, 6, 3)}

    # The medians of the pages and of A are 4 and 1.
    assert cost(1, 4, 9).beside("A") == 2
    assert not papers.report({10: small}, options, papers.of_lists)
    assert not papers.report({20: large, 10: small}, options, papers.of_lists)
    assert papers.report({10: {"front": cost(9, 18, 9)}}, options, papers.of_lists)
    assert papers.report({10: small}, options, lambda *_: {"A": 2.9})
    assert not papers.report({10: small}, options, lambda *_: {})
    assert papers.grows({10: small, 20: {"front": cost(9, 17, 9)}})
    assert "front                         1.29" in capsys.readouterr().out


def test_limits_are_those_of_the_page():
    assert public_pages.limits("sqlite", "story") == {"A": 4.0, "B": 2.5}
    assert public_pages.limits("sqlite", "person") == {"A": 8.0, "B": 5.0}
    assert public_pages.limits("postgresql", "feed, topic") == {}


def test_many_stories_are_compared_with_few(capsys):
    names = ["person, many stories", "person, few stories"]
    alike = dict.fromkeys(names, cost(3, 6, 3))
    dearer = alike | {names[0]: cost(4, 8, 4)}

    assert not entity_pages.is_over({10: alike})
    assert entity_pages.is_over({10: alike, 20: dearer})
    assert "1.00 with 10 stories, 1.33 with 20 stories" in capsys.readouterr().out


def test_papers_are_measured_side_by_side_each_in_a_process(capsys):
    options = argparse.Namespace(database="sqlite", stories="12,24", requests=1, runs=2)

    costs = papers.measure(bench_fills.two_pages, options)

    assert list(costs) == [12, 24]
    for pages in costs.values():
        assert [(name, page.queries) for name, page in pages.items()] == [
            ("front", 2),
            ("story", 2),
        ]
        assert all(len(page.times[part]) == 2 for page in pages.values() for part in "AB")
        assert all(page.beside("A") > 1 for page in pages.values())
    assert multiprocessing.active_children() == []


def test_a_paper_that_cannot_be_filled_leaves_no_process(capfd):
    options = argparse.Namespace(database="sqlite", stories="12", requests=1, runs=1)

    with pytest.raises(EOFError):
        papers.measure(bench_fills.nothing, options)

    assert "no paper of 12" in capfd.readouterr().err
    assert multiprocessing.active_children() == []


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
