"""Which photo leads a story: for its readers, in cards, for machines, and between versions."""

import json

import pytest
from lxml import html

from articles import (
    comparing,
    fixes,
    leading,
    packaging,
    publishing,
    revisions,
    saving,
    takedowns,
)
from articles.admin import reading
from articles.models import Article, Edition, PhotoUse, Revision
from photos import services
from photos.models import Photo
from photos.pictures import take
from tests import factories as make
from tests.articles.checks import blocks
from tests.articles.photo_pages import live, run

pytestmark = pytest.mark.django_db

NONE_CHOSEN = "chưa chọn: ảnh đầu tiên được đăng"


def two(**kwargs):
    """A story with two photos in its text."""
    shown = [make.photo("Bến cá"), make.photo("Chợ nổi", colour="red")]
    return make.story(shown=shown, **kwargs)


def choose(article, caption):
    """Let the photo with this caption lead, and save the story."""
    use = caption and article.photo_uses.get(photo__caption=caption)
    leading.choose(article, use or None)
    return save(article)


def save(article, **changes):
    Article.objects.filter(pk=article.pk).update(**changes)
    article.refresh_from_db()
    revision, _removed = saving.save(article, by=make.editor(), expected_version=article.version)
    return revision


def take_out_of_text(article, caption):
    key = article.photo_uses.get(photo__caption=caption).key
    save(article, body=article.body.replace(f'<figure data-photo="{key}"></figure>', ""))


def publish(article):
    revision = make.approved_again(article)
    return publishing.publish(article, revision=revision, by=make.editor())


def captions(edition):
    page = html.fragment_fromstring(edition.body_html, create_parent="div")
    return [one.text_content() for one in page.find_class("photo__caption")]


def loading(edition):
    page = html.fragment_fromstring(edition.body_html, create_parent="div")
    return [(i.get("fetchpriority"), i.get("loading")) for i in page.find_class("photo__image")]


def shared(edition):
    head = html.fragment_fromstring(edition.head_html, create_parent="div")
    found = {meta.get("property") or meta.get("name"): meta for meta in head.iter("meta")}
    return {name: meta.get("content") for name, meta in found.items()}


def images(edition):
    (script,) = html.fragment_fromstring(edition.json_ld, create_parent="div").iter("script")
    return [image["caption"] for image in json.loads(script.text)["image"]]


HIGH, LAZY = ("high", None), (None, "lazy")


def test_another_choice_takes_the_first_away():
    article = two()
    one, other = article.photo_uses.order_by("pk")

    found = []
    for use in [one, other, other, None]:
        leading.choose(article, use)
        found.append(list(PhotoUse.objects.filter(is_lead=True)))

    assert found == [[one], [other], [other], []]


def test_where_none_is_chosen_the_first_leads():
    edition = publish(two())

    assert edition.card["alt"] == "Bến cá"
    assert images(edition)[:2] == ["Bến cá", "Chợ nổi"]
    assert set(images(edition)[2:]) == {"Bến cá"}
    assert loading(edition) == [HIGH, LAZY]


def test_a_chosen_photo_leads_from_its_place_in_the_text():
    article = two()
    choose(article, "Chợ nổi")

    edition = publish(article)

    assert captions(edition) == ["Bến cá", "Chợ nổi"]
    assert edition.card["alt"] == "Chợ nổi"
    assert images(edition)[:2] == ["Chợ nổi", "Bến cá"]
    assert set(images(edition)[2:]) == {"Chợ nổi"}
    assert loading(edition) == [LAZY, HIGH]


def test_a_lead_photo_that_is_not_in_the_text_stands_above_it():
    article = two()
    choose(article, "Chợ nổi")
    take_out_of_text(article, "Chợ nổi")

    edition = publish(article)

    page = html.fragment_fromstring(edition.body_html, create_parent="div")
    assert [child.tag for child in page] == ["figure", "p", "figure"]
    assert captions(edition) == ["Chợ nổi", "Bến cá"]
    assert loading(edition) == [HIGH, LAZY]
    credits = [one.text_content() for one in page.find_class("photo__credit")]
    assert credits == ["Ảnh: Thanh Vân", "Ảnh: Thanh Vân"]
    rows = edition.photos.values_list("position", "caption")
    assert list(rows) == [(0, "Chợ nổi"), (1, "Bến cá")]


def test_a_photo_that_is_not_in_the_text_and_does_not_lead_is_not_shown():
    article = two()
    take_out_of_text(article, "Chợ nổi")

    assert captions(publish(article)) == ["Bến cá"]


def test_a_shared_link_shows_the_lead_photo_with_its_credit():
    article = two()
    choose(article, "Chợ nổi")

    edition = publish(article)

    files = edition.photos.get(caption="Chợ nổi").files
    wide = next(f for f in files if (f["crop"], f["format"]) == ("16x9", "jpeg"))
    found = shared(edition)
    assert {name: found[name] for name in found if ":" in name} == {
        "og:locale": "vi_VN",
        "og:type": "article",
        "og:title": edition.headline,
        "og:description": edition.lead,
        "og:url": f"https://bao.example{edition.path}",
        "og:image": f"https://bao.example/media/{wide['path']}",
        "og:image:width": str(wide["width"]),
        "og:image:height": str(wide["height"]),
        "og:image:alt": "Chợ nổi (Ảnh: Thanh Vân)",
        "article:published_time": edition.published_iso,
        "article:section": edition.section_name,
        "twitter:card": "summary_large_image",
    }


def test_a_story_without_photos_shares_the_papers_own_picture():
    found = shared(publish(make.story()))

    assert found["og:image"] == "https://bao.example/static/img/shared.png"
    assert found["og:image:alt"] == "Báo Ngân Hải"


def test_an_awaiting_photo_leads_once_its_picture_is_there():
    article = make.story(shown=[make.photo("Bến cá"), make.awaiting_photo("Chợ nổi")])
    choose(article, "Chợ nổi")
    take_out_of_text(article, "Chợ nổi")
    before = publish(article)
    photo = Photo.objects.get(is_awaiting=True)

    services.fill(photo, take(make.jpeg(colour="red"), name="anh.jpg"))
    run(fixes.correct_photo(photo, by=make.editor()))

    after = live(article)
    assert [(e.card["alt"], captions(e)) for e in [before, after]] == [
        ("Bến cá", ["Bến cá"]),
        ("Chợ nổi", ["Chợ nổi", "Bến cá"]),
    ]


def test_a_lead_photo_above_the_text_without_credit_stops_the_story():
    article = two()
    choose(article, "Chợ nổi")
    take_out_of_text(article, "Chợ nổi")
    photo = Photo.objects.get(caption="Chợ nổi")
    photo.creators.all().delete()

    assert blocks(article) == ["Ảnh “Chợ nổi · anh.jpg” chưa ghi nguồn."]


@pytest.mark.parametrize("is_above", [True, False])
def test_where_the_lead_photo_is_taken_down_the_next_one_leads(is_above):
    article = two()
    choose(article, "Chợ nổi")
    if is_above:
        take_out_of_text(article, "Chợ nổi")
    publish(article)
    photo = Photo.objects.get(caption="Chợ nổi")

    run(takedowns.take_down(photo, by=make.managing_editor(), reason="Rút quyền."))

    edition = live(article)
    assert (captions(edition), edition.card["alt"]) == (["Bến cá"], "Bến cá")
    assert set(images(edition)) == {"Bến cá"}


def test_choosing_another_lead_is_a_new_version_and_an_update():
    article = two()
    publish(article)
    before = article.last_revision

    revision = choose(article, "Chợ nổi")

    assert revision.version == before.version + 1
    assert [use["is_lead"] for use in revision.snapshot["photos"]] == [False, True]
    assert not publishing.is_out(live(article), revision)


def test_to_choose_what_leads_anyway_gives_readers_nothing_new():
    article = two()
    publish(article)

    choose(article, "Bến cá")

    facts = packaging.facts_of(article.last_revision, story_on=live(article).story_on)
    assert packaging.are_same(live(article).facts, facts)


# What was written before photos could lead


def age(article):
    """Let the story's last version and its edition be as they were written then."""
    revision = article.last_revision
    for use in revision.snapshot["photos"]:
        del use["is_lead"]
    Revision.objects.filter(pk=revision.pk).update(schema=1, snapshot=revision.snapshot)
    for edition in Edition.objects.filter(article=article):
        del edition.facts["lead_photo"]
        for photo in edition.facts["photos"]:
            del photo["focal"]
        Edition.objects.filter(pk=edition.pk).update(facts=edition.facts)


def test_an_old_version_is_no_other_than_the_same_saved_now():
    article = two()
    edition = publish(article)
    age(article)
    revision = article.last_revision

    again = revisions.record(article, by=make.editor(), expected_version=article.version)

    assert again == revision
    assert publishing.is_out(Edition.objects.get(pk=edition.pk), revision)


def test_an_old_edition_is_rendered_again_as_it_was():
    article = two()
    edition = publish(article)
    age(article)
    edition.refresh_from_db()
    before = {name: getattr(edition, name) for name in ["body_html", "json_ld", "card"]}

    publishing.rerender(edition)

    assert {name: getattr(edition, name) for name in before} == before


# Between two versions


def test_two_versions_say_which_photo_leads():
    article = two()
    article.photo_uses.filter(photo__caption="Chợ nổi").update(caption="Chợ nổi sáng nay")
    old = save(article).snapshot
    leading.choose(article, article.photo_uses.get(photo__caption="Chợ nổi"))
    new = save(article).snapshot

    [change] = comparing.compare(old, new).fields

    assert change.label == "ảnh chính"
    assert "".join(run.text for run in change.runs if run.kind != "added") == NONE_CHOSEN
    assert "".join(run.text for run in change.runs if run.kind != "removed") == "Chợ nổi sáng nay"
    assert comparing.compare(new, new).is_same


def test_a_lead_photo_above_the_text_is_read_above_it():
    article = two()
    choose(article, "Chợ nổi")
    take_out_of_text(article, "Chợ nổi")
    snapshot = article.last_revision.snapshot

    blocks = comparing.compare(snapshot, snapshot).blocks

    assert [b.photo.caption for b in blocks if b.photo] == ["Chợ nổi", "Bến cá"]
    text = reading.text_of(article)
    assert text.index("Ảnh chính") < text.index("Chợ nổi") < text.index("Bến cá")


# The focal point in cards


@pytest.mark.parametrize(
    ("focal", "expected"),
    [
        ((0.5, 0.5), ""),
        ((0.1, 0.9), "focus-x0 focus-y4"),
        ((0.5, 0.2), "focus-x2 focus-y1"),
    ],
)
def test_a_card_keeps_the_focal_point_in_sight(focal, expected):
    photo = make.photo(focal_x=focal[0], focal_y=focal[1])

    assert make.published(shown=[photo]).card["focus"] == expected
