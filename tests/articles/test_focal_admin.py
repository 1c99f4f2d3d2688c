"""The focal point on a photo's form: who sets it, and what follows in stories."""

import pytest
from django_tasks_db.models import DBTaskResult
from lxml import html

from accounts.roles import Role
from articles.models import Edition, Fix
from photos import renditions
from photos.models import Photo
from tests import factories as make
from tests.articles.photo_pages import corrected, live, page, run, sign_in, text

pytestmark = pytest.mark.django_db(transaction=True)

TO = {"focal_x": "0.25", "focal_y": "0.8"}


def focal(photo):
    return Photo.objects.values_list("focal_x", "focal_y").get(pk=photo.pk)


def errors(response):
    return response.context["adminform"].form.non_field_errors()


def prepared():
    return DBTaskResult.objects.filter(task_path="photos.tasks.prepare").count()


@pytest.mark.parametrize("role", [Role.PHOTO_EDITOR, Role.EDITOR, Role.MANAGING_EDITOR])
def test_the_photo_desk_sets_the_focal_point(client, role):
    sign_in(client, role)
    photo = make.photo()
    before = prepared()

    corrected(client, photo, **TO)

    assert focal(photo) == (0.25, 0.8)
    # Its files are made anew in the background.
    assert prepared() == before + 1


def test_a_reporter_sets_it_in_an_own_photo(client):
    photo = make.photo(uploaded_by=sign_in(client, Role.REPORTER))

    corrected(client, photo, **TO)

    assert focal(photo) == (0.25, 0.8)


@pytest.mark.parametrize("is_own", [True, False])
def test_a_reporter_sets_it_in_no_other_photo_and_sees_how_it_is_cut(client, is_own):
    user = sign_in(client, Role.REPORTER)
    # One's own that readers see is the desk's to change.
    photo = make.photo(uploaded_by=user if is_own else make.editor())
    if is_own:
        make.published(shown=[photo])

    shown = client.get(page("change", photo.pk))
    response = client.post(page("change", photo.pk), TO)

    form = html.fromstring(shown.content.decode())
    assert len(form.find_class("focal__crop")) == 3
    assert form.xpath("//input[@name='focal_x']") == []
    assert (response.status_code, focal(photo)) == (403, (0.5, 0.5))


@pytest.mark.parametrize("value", ["-0.1", "1.1", "nan", "inf", "giữa", ""])
def test_a_point_outside_the_picture_is_refused_with_a_sentence(client, value):
    sign_in(client, Role.PHOTO_EDITOR)
    photo = make.photo()

    response = corrected(client, photo, focal_x=value)

    form = response.context["adminform"].form
    assert response.status_code == 200
    assert form.errors
    assert focal(photo) == (0.5, 0.5)


def test_that_it_lies_outside_is_said_in_words(client):
    sign_in(client, Role.PHOTO_EDITOR)

    response = corrected(client, make.photo(), focal_y="1.5")

    assert errors(response) == ["Tiêu điểm nằm ngoài khung ảnh."]


@pytest.mark.parametrize("build", [make.awaiting_photo, None])
def test_there_is_none_without_a_picture(client, build):
    sign_in(client, Role.PHOTO_EDITOR)
    address = page("change", build().pk) if build else page("add")

    assert "focal_x" not in text(client.get(address))


def test_published_stories_get_the_new_crops_and_keep_their_dates(client):
    sign_in(client, Role.PHOTO_EDITOR)
    photo = make.photo("Bến cá")
    before = make.published(shown=[photo])

    response = corrected(client, photo, **TO)
    fix = Fix.objects.get()
    run(fix)

    after = live(before.article)
    photo.refresh_from_db()
    # Not asked first: no word changes.
    assert response.status_code == 302
    assert (fix.reason, after.kind, after.number) == ("Đổi tiêu điểm của ảnh.", "credit", 2)
    assert after.changed_for_readers_at == before.changed_for_readers_at
    [old], [new] = before.photos.all(), after.photos.all()
    assert (new.caption, new.credit) == (old.caption, old.credit)
    assert new.facts_key == renditions.facts_key(photo) != old.facts_key
    paths = [{file["path"] for file in row.files} for row in [old, new]]
    assert paths[0].isdisjoint(paths[1])


def test_to_save_without_moving_it_makes_nothing_anew(client):
    sign_in(client, Role.PHOTO_EDITOR)
    # More places than the form's own script writes.
    photo = make.photo(focal_x=1 / 3, focal_y=0.1)
    make.published(shown=[photo])
    before = prepared()

    corrected(client, photo, place="Cửa Lạch")

    assert (prepared(), Edition.objects.count(), Fix.objects.count()) == (before, 1, 0)
    assert focal(photo) == (1 / 3, 0.1)
