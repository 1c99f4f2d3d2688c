import json
import re
import unicodedata
from pathlib import Path

import pytest
from PIL import ImageChops

from samples.drawing import SCENES, draw
from samples.seen import SEEN

FOLDER = Path(__file__).resolve().parents[2] / "samples"
STORIES = json.loads((FOLDER / "stories.json").read_text(encoding="utf-8"))
REGISTRY = json.loads((FOLDER / "registry.json").read_text(encoding="utf-8"))
FILES = sorted((FOLDER / "stories").glob("*.txt"))
TEXTS = {file.name: file.read_text(encoding="utf-8") for file in FILES}

CREDIT = re.compile(r"\(?Ảnh(?: tư liệu| minh họa)?: [^:]+?(?:\)\.)?$")
STATES = {
    "published",
    "draft",
    "submitted",
    "in_review",
    "approved",
    "scheduled",
    "corrected",
    "withdrawn",
}
PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def paragraphs(name):
    return TEXTS[name].removesuffix("\n").split("\n\n")


def captions(name):
    return [text for text in paragraphs(name)[2:] if CREDIT.search(text)]


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_story_file_is_in_the_wire_format(name):
    text = TEXTS[name]
    headline, lead, *rest = paragraphs(name)
    body = [part for part in rest if not CREDIT.search(part)]

    assert text == unicodedata.normalize("NFC", text)
    assert "\r" not in text
    assert all(part == part.strip() and "\n" not in part for part in (headline, lead, *rest))
    assert headline[-1] not in ".!:;"
    assert lead.endswith(".")
    assert 5 <= len(body) <= 15
    assert 1 <= len(captions(name)) <= 3
    assert all(part.endswith((".", "”")) for part in body)
    assert not any("Ảnh:" in part for part in body)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_story_keeps_the_old_tone_placement(name):
    assert re.findall(r"\w*(?:oà|oá|oả|oã|oạ|oè|oẻ|uỷ|(?<!q)uý)\b", TEXTS[name].lower()) == []


def test_every_story_file_has_one_entry_oldest_first():
    moments = [(-story["days_ago"], story["time"]) for story in STORIES]
    # What readers cannot see yet stands after what they can, whatever its hour.
    seen = {"published", "corrected", "withdrawn"}
    visible = [m for m, story in zip(moments, STORIES, strict=True) if story["state"] in seen]

    assert [story["file"] for story in STORIES] == sorted(TEXTS)
    assert visible == sorted(visible)


@pytest.mark.parametrize("story", STORIES, ids=[story["file"] for story in STORIES])
def test_story_entry_agrees_with_its_text_and_the_registry(story):
    assert story["section"] in {section["slug"] for section in REGISTRY["sections"]}
    assert story["state"] in STATES
    assert 0 <= story["days_ago"] <= 20
    assert re.fullmatch(r"[0-2]\d:[0-5]\d", story["time"])
    assert story["dateline"]
    assert story["topics"]
    assert {author["role"] for author in story["byline"]} <= {"reporter", "photographer"}
    assert len(story["photos"]) == len(captions(story["file"]))


def test_stories_show_every_state_the_demo_needs():
    states = [story["state"] for story in STORIES]

    assert states.count("published") >= 12
    assert set(states) >= {"draft", "submitted", "in_review", "scheduled", "withdrawn"}


def test_every_scene_is_used_and_every_picture_is_a_scene():
    shown = {name for story in STORIES for name in story["photos"] if name}
    faces = [person["portrait"] for person in REGISTRY["people"] if "portrait" in person]

    assert shown | set(faces) == set(SCENES) == set(SEEN)
    assert sorted(faces) == ["portrait_chairman", "portrait_deputy", "portrait_secretary"]
    assert not shown & set(faces)


def test_registry_names_are_nfc_and_unique():
    text = (FOLDER / "registry.json").read_text(encoding="utf-8")
    names = [entry["name"] for entry in REGISTRY["organisations"] + REGISTRY["people"]]

    assert text == unicodedata.normalize("NFC", text)
    assert len(names) == len(set(names))


def test_organisations_have_known_parents_and_stand_in_a_story():
    names = {organisation["name"] for organisation in REGISTRY["organisations"]}
    everything = "\n".join(TEXTS.values())

    for organisation in REGISTRY["organisations"]:
        forms = [organisation["name"], *(alias["name"] for alias in organisation["aliases"])]
        assert organisation["parent"] is None or organisation["parent"] in names
        assert any(form in everything for form in forms), organisation["name"]
        assert organisation["founded"] is None or PARTIAL_DATE.fullmatch(organisation["founded"])


@pytest.mark.parametrize("person", REGISTRY["people"], ids=lambda person: person["name"])
def test_person_has_offices_in_known_organisations(person):
    names = {organisation["name"] for organisation in REGISTRY["organisations"]}

    for tenure in person["tenures"]:
        dates = [date for date in (tenure["start"], tenure["end"]) if date]
        assert tenure["organisation"] in names
        assert tenure["source"]
        assert all(PARTIAL_DATE.fullmatch(date) for date in dates)
        assert dates == sorted(dates)
    assert bool(person["tenures"]) == (person["page"] == "public")


def test_public_people_stand_in_at_least_two_stories():
    public = [person["name"] for person in REGISTRY["people"] if person["page"] == "public"]

    counts = {name: sum(name in text for text in TEXTS.values()) for name in public}

    assert {name: count for name, count in counts.items() if count < 2} == {}


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("oyster_rafts", (2400, 1600)),
        ("night_bridge", (2400, 1350)),
        ("portrait_deputy", (1600, 2000)),
    ],
)
def test_scene_has_the_promised_size(name, size):
    image = draw(name)

    assert (image.size, image.mode) == (size, "RGB")


@pytest.mark.parametrize("name", ["lighthouse", "portrait_chairman", "speaker_in_hall"])
def test_scene_is_the_same_each_time(name):
    assert ImageChops.difference(draw(name), draw(name)).getbbox() is None


def test_unknown_scene_is_a_key_error():
    with pytest.raises(KeyError):
        draw("no such scene")
