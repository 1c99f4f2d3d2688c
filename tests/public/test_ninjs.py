"""IPTC ninjs 3.1 of a story and of the lists."""

import datetime
import json
import os
from pathlib import Path

import jsonschema
import pytest

from articles.models import Topic
from entities.models import EntityPage
from public.chrome import chrome
from tests import factories as make
from tests.public.ninjs_schema import SCHEMA

pytestmark = pytest.mark.django_db

SITE = "https://bao.example"
NOON = datetime.datetime(2026, 3, 2, 5, tzinfo=datetime.UTC)
CHECKER = jsonschema.Draft202012Validator.FORMAT_CHECKER
STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
# What is written down here, and IPTC's own file where somebody has it: see CONTRIBUTING.
WHOLE = os.environ.get("NINJS_SCHEMA")
SCHEMAS = [SCHEMA, *([json.loads(Path(WHOLE).read_text("utf-8"))] if WHOLE else [])]


def faults(told):
    return [
        f"{error.json_path}: {error.message}"
        for schema in SCHEMAS
        for error in jsonschema.Draft202012Validator(schema, format_checker=CHECKER).iter_errors(
            told
        )
    ]


def read(client, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (
        200,
        "application/json; charset=utf-8",
    )
    told = response.json()
    assert faults(told) == []
    return told


@pytest.fixture
def story():
    who, body = make.person("Lê Văn Đạo"), make.organisation("Sở Du lịch Ngân Hải")
    make.person("Trần Thị Bưởi", page=EntityPage.NONE)
    article = make.approved(
        headline="Bến cá vào vụ",
        lead="Ông Lê Văn Đạo ra bến.",
        body="<p>Sở Du lịch Ngân Hải gặp bà Trần Thị Bưởi.</p>",
        dateline="Cửa Lạch",
        section=make.SectionFactory(name="Kinh tế biển", slug="kinh-te-bien"),
        shown=[make.photo("Thuyền về bến")],
    )
    article.topics.add(Topic.objects.create(name="Nghề cá"))
    edition = make.republished(article, now=NOON)
    return edition, who, body


def test_a_story_says_all_of_itself(client, story):
    edition, who, body = story

    told = read(client, f"{edition.path}tin.ninjs")

    [picture] = told.pop("associations")
    [text] = told.pop("bodies")
    assert told == {
        "standard": STANDARD,
        "uri": f"tag:bao.example,2026-03-02:{edition.article_id}",
        "type": "text",
        "representationType": "full",
        "version": "1",
        "firstCreated": "2026-03-02T12:00:00+07:00",
        "versionCreated": "2026-03-02T12:00:00+07:00",
        "contentCreated": "2026-03-02T12:00:00+07:00",
        "pubStatus": "usable",
        "language": "vi",
        "headlines": [{"contentType": "text/plain", "value": "Bến cá vào vụ"}],
        "descriptions": [
            {"role": "summary", "contentType": "text/plain", "value": "Ông Lê Văn Đạo ra bến."}
        ],
        "by": edition.byline,
        "located": "Cửa Lạch",
        "places": [{"name": "Cửa Lạch"}],
        "people": [{"name": "Lê Văn Đạo", "uri": f"{SITE}{who.get_absolute_url()}"}],
        "organisations": [
            {"name": "Sở Du lịch Ngân Hải", "uri": f"{SITE}{body.get_absolute_url()}"}
        ],
        "subjects": [
            {"name": "Kinh tế biển", "rel": "section"},
            {"name": "Nghề cá", "rel": "topic"},
        ],
        "infoSources": [{"name": "Báo Ngân Hải", "role": "publisher", "uri": f"{SITE}/"}],
        "copyrightHolder": "Báo Ngân Hải",
        "copyrightNotice": "© 2026 Báo Ngân Hải",
        "rightsInfo": {"linkedRights": picture["rightsInfo"]["linkedRights"]},
        "altIds": [{"role": "url", "value": f"{SITE}{edition.path}"}],
        "trustIndicators": [{"title": "Corrections", "href": f"{SITE}/cai-chinh/"}],
    }
    assert (text["role"], text["contentType"], text["wordCount"]) == ("main", "text/html", 16)
    assert "Ảnh: Thanh Vân" in text["value"]
    assert "srcset" not in text["value"]


def test_a_picture_goes_with_its_credit_caption_and_sizes(client, story):
    edition, _who, _body = story

    [picture] = read(client, f"{edition.path}tin.ninjs")["associations"]

    assert {key: picture[key] for key in ["name", "rel", "type", "by", "copyrightNotice"]} == {
        "name": "picture-1",
        "rel": "lead",
        "type": "picture",
        "by": "Thanh Vân",
        "copyrightNotice": "Thanh Vân",
    }
    assert {one["role"]: one["value"] for one in picture["descriptions"]} == {
        "caption": "Thuyền về bến",
        "alternative": "Thuyền về bến",
    }
    assert [one["name"] for one in picture["renditions"]] == ["main", "16x9", "1x1", "4x3"]
    assert picture["uri"] == picture["renditions"][0]["href"]


def test_a_new_version_was_made_later_and_its_story_when_it_was(client, story):
    edition, _who, _body = story
    later = NOON + datetime.timedelta(days=1)
    changed = make.republished(edition.article, now=later, lead="Ông Lê Văn Đạo về.", kind="update")

    told = read(client, f"{changed.path}tin.ninjs")

    moments = ["version", "firstCreated", "versionCreated", "contentCreated"]
    assert {name: told[name] for name in moments} == {
        "version": "2",
        "firstCreated": "2026-03-02T12:00:00+07:00",
        "versionCreated": "2026-03-03T12:00:00+07:00",
        "contentCreated": "2026-03-02T12:00:00+07:00",
    }
    assert changed.changed_for_readers_at == later


@pytest.mark.parametrize("where", ["", "kinh-te-bien/", "person", "organisation"])
def test_a_list_holds_its_stories_whole(client, story, where):
    edition, who, body = story
    of = {"person": who, "organisation": body}.get(where)
    path = of.get_absolute_url() if of else f"/{where}"

    told = read(client, f"{path}tin.ninjs")

    [item] = told["associations"]
    alone = read(client, f"{edition.path}tin.ninjs")
    del alone["standard"]
    assert item == alone | {"name": "Bến cá vào vụ", "rel": "item"}
    assert (told["uri"], told["type"]) == (f"{SITE}{path}tin.ninjs", "composite")


def bare():
    return make.published(dateline="", body="<p>Tàu về.</p>")


def with_a_photo():
    return make.published(shown=[make.photo()])


def with_a_gallery():
    edition = make.published(shown=[make.photo(colour=one) for one in ["teal", "navy", "olive"]])
    assert edition.has_gallery
    return edition


def with_names():
    people = [make.person(f"Lê Văn Đạo {letter}a") for letter in "BCD"]
    bodies = [make.organisation(f"Sở Du lịch {letter}a") for letter in "BC"]
    named = ", ".join(one.name for one in [*people, *bodies])
    return make.published(body=f"<p>Có {named}.</p>")


def corrected():
    edition = make.published(shown=[make.photo()])
    make.corrected(edition)
    return make.republished(edition.article, lead="Sapo đã chữa.", kind="correction", reason="Sai.")


def hostile():
    return make.published(
        headline='Tít "a" <b> & \u2028 </script>',
        lead="<i>&amp;</i> \\ 😀",
        dateline="Cửa, Lạch; “Ô”",
    )


@pytest.mark.parametrize(
    ("kind", "has", "has_not"),
    [
        (bare, {"descriptions"}, {"located", "places", "associations", "people"}),
        (with_a_photo, {"descriptions", "associations"}, {"places", "people"}),
        (with_a_gallery, {"associations"}, {"people"}),
        (with_names, {"people", "organisations"}, {"associations"}),
        (corrected, {"associations", "descriptions"}, set()),
        (hostile, {"located", "places"}, set()),
    ],
)
def test_every_kind_of_story_is_valid_alone_and_in_a_list(client, kind, has, has_not):
    edition = kind()

    alone = read(client, f"{edition.path}tin.ninjs")
    [item] = read(client, "/tin.ninjs")["associations"]

    assert (alone.keys() & (has | has_not), alone["version"]) == (has, str(edition.number))
    assert item == {key: alone[key] for key in alone if key != "standard"} | {
        "name": edition.headline,
        "rel": "item",
    }


def test_an_empty_list_is_valid(client):
    assert read(client, "/tin.ninjs")["associations"] == []


def test_another_address_leads_to_the_one_it_has_and_a_draft_has_none(client, story):
    edition, _who, _body = story
    draft = make.approved()

    moved = client.get(f"/kinh-te-bien/ten-khac-{edition.article_id}/tin.ninjs?a=1")

    assert (moved.status_code, moved["Location"]) == (301, f"{edition.path}tin.ninjs?a=1")
    for number in [draft.pk, 999999, 10**30]:
        assert client.get(f"/kinh-te-bien/bai-{number}/tin.ninjs").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_two_queries(client, django_assert_num_queries, count):
    for n in range(count):
        make.person(f"Lê Văn Đạo {chr(65 + n)}a")
        make.published(body=f"<p>Ông Lê Văn Đạo {chr(65 + n)}a.</p>", shown=[make.photo()])
    chrome()

    with django_assert_num_queries(2):
        client.get("/tin.ninjs")


@pytest.mark.parametrize(
    "broken",
    [
        {"uri": "không phải địa chỉ"},
        {"type": "story"},
        {"credit": "Thanh Vân"},
        {"headlines": ["Bến cá"]},
        {"headlines": [{"role": "main"}]},
        {"firstCreated": "02/03/2026"},
        {"version": 1},
        {"associations": [{"uri": "tag:a,2026:1"}]},
    ],
)
def test_the_schema_refuses_what_the_standard_does(broken):
    whole = {"uri": "tag:bao.example,2026-03-02:1", "type": "text", "version": "1"}

    assert faults(whole) == []
    assert faults(whole | broken)
