import pytest

from articles import choosing
from articles.choosing import BOTH, MINE, THEIRS
from articles.models import Decision
from tests import factories as make
from tests.articles.test_comparing import body

pytestmark = pytest.mark.django_db


def asked(theirs, mine):
    return [
        question.name
        for question in choosing.questions(theirs, mine)
        if question.label or question.theirs != question.mine
    ]


def test_only_what_differs_is_asked():
    theirs = body("<p>Một</p><p>Hai ba</p>") | {"headline": "Tàu về"}
    mine = body("<p>Một</p><p>Hai bốn</p>") | {"headline": "Tàu về sớm"}

    assert asked(theirs, mine) == ["field-headline", "part-1"]
    assert asked(theirs, theirs) == []


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        (THEIRS, "<p>Một</p><p>Hai ba</p>"),
        (MINE, "<p>Một</p><p>Hai bốn</p>"),
        (BOTH, "<p>Một</p><p>Hai ba</p><p>Hai bốn</p>"),
        ("rác", "<p>Một</p><p>Hai bốn</p>"),
    ],
)
def test_a_paragraph_is_chosen(choice, text):
    theirs, mine = body("<p>Một</p><p>Hai ba</p>"), body("<p>Một</p><p>Hai bốn</p>")

    assert choosing.chosen(theirs, mine, {"part-1": choice})["body"] == text


def test_what_nobody_chose_on_stays_theirs():
    theirs = body("<p>Một</p><p>Chỉ của họ đây</p>") | {"lead": "Của họ"}
    mine = body("<p>Một</p><p>Tàu cá cập bến</p>") | {"lead": "Của tôi"}

    assert choosing.chosen(theirs, mine, {}) == theirs


def test_fields_photos_and_names_come_with_the_choice():
    photo, other = make.photo(), make.photo(colour="red")
    theirs = body('<p>Một</p><figure data-photo="aaaa1111"></figure>') | {
        "photos": [_use("aaaa1111", photo, is_lead=True)],
        "mentions": [_mention("Lê Văn Đạo", Decision.PROPOSED)],
    }
    mine = body(
        '<p>Một</p><figure data-photo="bbbb2222"></figure><figure data-photo="aaaa1111"></figure>'
    ) | {
        "headline": "Của tôi",
        "headline_is_proposed": False,
        "photos": [
            _use("aaaa1111", photo, "Riêng"),
            _use("bbbb2222", other, is_lead=True),
        ],
        "mentions": [_mention("Lê Văn Đạo", Decision.REJECTED)],
    }

    choices = {"field-headline": MINE, "field-lead_photo": MINE, "part-1": MINE}
    joined = choosing.chosen(theirs, mine, choices)

    assert joined["headline"] == "Của tôi"
    assert joined["body"] == (
        '<p>Một</p><figure data-photo="bbbb2222"></figure><figure data-photo="aaaa1111"></figure>'
    )
    assert joined["photos"] == mine["photos"]
    assert joined["mentions"] == mine["mentions"]
    assert choosing.chosen(theirs, mine, {})["photos"][0]["is_lead"]


def _use(key, photo, caption="", *, is_lead=False):
    return {"key": key, "photo": photo.pk, "caption": caption, "is_lead": is_lead}


def _mention(text, decision):
    return {
        "entity": None,
        "text": text,
        "kind": "person",
        "texts": [text],
        "titles": [],
        "count": 1,
        "decision": decision,
    }


def test_a_photo_that_both_have_in_other_places_stands_once():
    use = {"key": "aaaa1111", "photo": make.photo().pk, "caption": ""}
    figure = '<figure data-photo="aaaa1111"></figure>'
    theirs = body(f"{figure}<p>Một</p>") | {"photos": [use]}
    mine = body(f"<p>Một</p>{figure}") | {"photos": [use]}
    names = asked(theirs, mine)

    joined = choosing.chosen(theirs, mine, dict.fromkeys(names, BOTH))

    assert joined["body"].count("data-photo") == 1


@pytest.mark.parametrize(
    ("choices", "use"),
    [
        ({}, ("bến cá", "Của họ")),
        ({"photo-aaaa1111": THEIRS}, ("bến cá", "Của họ")),
        ({"photo-aaaa1111": MINE}, ("chợ nổi", "Của tôi")),
    ],
)
def test_a_photo_is_chosen_with_its_caption(choices, use):
    photos = {name: make.photo(name) for name in ["bến cá", "chợ nổi"]}
    theirs = body("") | {"photos": [_use("aaaa1111", photos["bến cá"], "Của họ")]}
    mine = body("") | {"photos": [_use("aaaa1111", photos["chợ nổi"], "Của tôi")]}

    assert asked(theirs, mine) == ["photo-aaaa1111"]
    [kept] = choosing.chosen(theirs, mine, choices)["photos"]
    assert (kept["photo"], kept["caption"]) == (photos[use[0]].pk, use[1])


def test_a_caption_that_both_wrote_is_asked_and_one_of_mine_alone_is_kept():
    photo = make.photo("Bến cá")
    mine = body("") | {"photos": [_use("aaaa1111", photo, "Của tôi")]}
    both, alone = (
        body("") | {"photos": [_use("aaaa1111", photo, caption)]} for caption in ["Của họ", ""]
    )

    assert asked(both, mine) == ["photo-aaaa1111"]
    assert asked(alone, mine) == []
    assert choosing.chosen(alone, mine, {})["photos"] == mine["photos"]
