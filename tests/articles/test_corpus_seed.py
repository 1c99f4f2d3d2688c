import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.models import Edition
from tests import factories as make

pytestmark = pytest.mark.django_db

SEEDS = sorted((Path(os.environ["NEWSROOM_CORPUS"]).parent / "seeds").glob("*.txt"))


@pytest.fixture
def report(capsys):
    make.organisation("Trung tâm Truyền thông", code="QMG")
    call_command("import_story", *map(str, SEEDS), "--json")
    return json.loads(capsys.readouterr().out)


def test_seed_has_eleven_paragraphs_and_three_captions_at_their_places(report):
    assert report["paragraphs"] == 11
    assert [photo["after_paragraph"] for photo in report["photos"]] == [1, 3, 10]


def test_seed_credits_are_all_cut_off_and_matched(report):
    assert [photo["credit"] for photo in report["photos"]] == ["QMG"] * 3
    assert not any("Ảnh" in photo["caption"] for photo in report["photos"])
    assert not any("QMG" in warning for warning in report["warnings"])


def test_seed_names_one_person_with_his_offices_and_the_organisations(report):
    people = [row for row in report["proposals"] if row["kind"] == "person"]
    organisations = [row["text"] for row in report["proposals"] if row["kind"] == "organisation"]

    assert [row["text"] for row in people] == ["Vũ Đại Thắng"]
    assert {"Bí thư Tỉnh ủy", "Ủy viên Trung ương Đảng"} <= set(people[0]["titles"])
    for name in ["Ban Thường vụ Tỉnh ủy", "Quân khu 3", "Bộ Tư lệnh Bộ đội Biên phòng"]:
        assert any(name in text for text in organisations)


def test_seed_is_published_with_credits_and_links(tmp_path, capsys, client):
    make.organisation("Trung tâm Truyền thông", code="QMG")
    who = make.person("Vũ Đại Thắng")
    make.editor(username="bien")
    make.SectionFactory(slug="chinh-tri")
    pictures = []
    for number, colour in enumerate(["red", "green", "blue"]):
        path = tmp_path / f"{number}.jpg"
        path.write_bytes(make.jpeg(colour=colour).read())
        pictures += ["--photo", str(path)]

    call_command(
        "import_story",
        *map(str, SEEDS),
        *pictures,
        *("--publish", "--by", "bien", "--section", "chinh-tri"),
        *("--headline", "Tít của bài", "--json"),
    )

    report = json.loads(capsys.readouterr().out)
    page = client.get(report["url"]).content.decode()
    # Under each picture, and with the one that a shared link shows.
    assert page.count('photo__credit">Ảnh: QMG') == 3
    assert page.count("Ảnh: QMG") == 4
    assert page.count(f'href="{who.get_absolute_url()}"') == 2
    assert Edition.objects.get().photos.count() == 3
