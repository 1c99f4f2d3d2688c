"""Two people have the form of one record open: the second to save overwrites nothing unseen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Fix
from entities.models import Alias, Entity, Person
from tests import factories as make
from tests.forms import values_of
from tests.photos.test_stale import CHANGED, replaced, rows_said, said, taken_in

pytestmark = pytest.mark.django_db

# Written by acts that may be at work beside a form.
NOT_OF_THE_FORM = ["merged_into_id", "page", "taken_down_at", "joined_into_id", "original"]


def change(entity):
    return reverse("admin:entities_entity_change", args=[entity.pk])


@pytest.fixture
def desk(client):
    client.force_login(make.editor())
    return client


def test_a_corrected_name_and_its_gender_stand(desk):
    entity = make.person("Ngô Thị Hạnhh")
    sent = values_of(desk.get(change(entity))) | {"is_protected": "on"}
    renamed = Entity.objects.get()
    renamed.name = "Ngô Thị Hạnh"
    renamed.save()
    Person.objects.update(gender="female")

    told = desk.post(change(entity), sent)

    assert said(told) == {"__all__": [CHANGED], "name": [taken_in("“Ngô Thị Hạnh”")]}
    assert rows_said(told, 0) == [[], {"__all__": [CHANGED], "gender": [taken_in("“nữ”")]}]
    assert desk.post(change(entity), values_of(told)).status_code == 302
    stored = Entity.objects.get()
    assert (stored.name, stored.is_protected, stored.person.gender) == (
        "Ngô Thị Hạnh",
        True,
        "female",
    )
    assert not Fix.objects.exists()


def test_a_new_name_is_saved_with_all_that_follows_from_it(desk):
    entity = make.person("Ngô Thị Hạnhh")
    sent = values_of(desk.get(change(entity)))

    assert desk.post(change(entity), sent | {"name": "Đỗ Mây"}).status_code == 302
    stored = Entity.objects.get()
    assert (stored.name, stored.slug, stored.folded_name) == ("Đỗ Mây", "do-may", "do may")


def test_other_names_and_times_in_office_that_a_colleague_changed_are_told(desk):
    entity = make.person("Lê Văn Đạo")
    make.alias(entity, "Đạo Lê")
    tenure = make.tenure(entity, "Giám đốc")
    sent = values_of(desk.get(change(entity)))
    Alias.objects.filter(name="Đạo Lê").update(name="Lê Đạo")
    tenure.source_text = "Công báo"
    tenure.save()

    told = desk.post(change(entity), sent | {"tenures-0-source_text": "Báo"})

    assert rows_said(told, 1) == [
        [],
        {"__all__": [CHANGED], "source_text": [replaced("“Công báo”")]},
    ]
    assert rows_said(told, 2) == [[], {"__all__": [CHANGED], "name": [taken_in("“Lê Đạo”")]}]
    assert desk.post(change(entity), values_of(told)).status_code == 302
    tenure.refresh_from_db()
    assert (tenure.source_text, Alias.objects.get().name) == ("Báo", "Lê Đạo")


def test_a_body_and_its_offices_that_a_colleague_changed_are_told(desk):
    body, parent = make.organisation("Sở Y tế"), make.organisation("UBND tỉnh")
    post = make.tenure(make.person(), "Giám đốc").post
    post.organisation = body
    post.save()
    sent = values_of(desk.get(change(body))) | {"organisation-0-code": "SYT"}
    body.organisation.parent = parent
    body.organisation.save()
    post.rank = 1
    post.save()

    told = desk.post(change(body), sent)

    assert rows_said(told, 0) == [
        [],
        {"__all__": [CHANGED], "parent": [taken_in("“UBND tỉnh”")]},
    ]
    assert rows_said(told, 1) == [[], {"__all__": [CHANGED], "rank": [taken_in("“1”")]}]
    assert desk.post(change(body), values_of(told)).status_code == 302
    body.refresh_from_db()
    post.refresh_from_db()
    assert (body.organisation.code, body.organisation.parent, post.rank) == ("SYT", parent, 1)


def test_the_form_of_one_office_is_no_exception(client):
    client.force_login(make.editor(is_superuser=True))
    post = make.tenure(make.person(), "Giám đốc").post
    page = reverse("admin:entities_post_change", args=[post.pk])
    sent = values_of(client.get(page)) | {"rank": 3}
    post.label = "Phó Giám đốc"
    post.save()

    told = client.post(page, sent)

    assert said(told) == {"__all__": [CHANGED], "label": [taken_in("“Phó Giám đốc”")]}
    assert client.post(page, values_of(told)).status_code == 302
    post.refresh_from_db()
    assert (post.label, post.rank) == ("Phó Giám đốc", 3)


def test_only_the_columns_of_the_form_are_written(desk):
    entity, photo = make.person(), make.photo()
    pages = [change(entity), reverse("admin:photos_photo_change", args=[photo.pk])]
    sent = [values_of(desk.get(page)) for page in pages]

    with CaptureQueriesContext(connection) as queries:
        answers = [desk.post(page, values) for page, values in zip(pages, sent, strict=True)]

    assert [answer.status_code for answer in answers] == [302, 302]
    written = [q["sql"] for q in queries if q["sql"].startswith("UPDATE")]
    assert [
        column for column in NOT_OF_THE_FORM if any(f'"{column}" =' in q for q in written)
    ] == []
