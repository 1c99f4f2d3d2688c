"""Fields that complete what is typed: whatever is forged, the answer is a form with a sentence."""

import pytest
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.test import RequestFactory
from django.urls import reverse

from accounts.picks import PickOne, PickSome
from entities.models import Post
from tests import factories as make
from tests.forms import values_of

pytestmark = pytest.mark.django_db

FORGED = ["abc", "1\x00", "9" * 30, "²", "-1", "x" * 5000]


def story():
    return make.story(
        lead="Ông Lê Văn Đạo, Giám đốc Sở Y tế, dự hội nghị.",
        shown=[make.awaiting_photo()],
        accept=False,
    )


# Row, field, and the lists that get one row more for it.
FIELDS = [
    (make.awaiting_photo, "provider", []),
    (make.awaiting_photo, "subjects", []),
    (make.awaiting_photo, "creators-0-entity", []),
    (make.AuthorFactory, "person", []),
    (lambda: Post.objects.create(organisation=make.organisation(), label="A"), "organisation", []),
    (story, "topics", []),
    (story, "photo_uses-0-photo", []),
    (story, "bylines-0-author", []),
    (story, "bylines-1-author", ["bylines"]),
    (make.organisation, "organisation-0-parent", []),
    (make.organisation, "organisation-0-succeeded_by", []),
    (make.person, "tenures-0-post", ["tenures"]),
    (make.organisation, "organisation-0-province", []),
    (make.organisation, "organisation-0-unit", []),
    (make.person, "portrait-0-photo", ["portrait"]),
    (make.photo, "portraits-0-person", ["portraits"]),
]


@pytest.mark.parametrize("forged", FORGED, ids=lambda value: ascii(value)[:12])
@pytest.mark.parametrize(("row", "field", "more"), FIELDS, ids=[field for _, field, _ in FIELDS])
def test_a_forged_value_is_a_mistake_in_the_form(client, row, field, more, forged):
    row = row()
    client.force_login(make.managing_editor())
    address = reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])
    sent = values_of(client.get(address))
    sent |= {f"{prefix}-TOTAL_FORMS": int(sent[f"{prefix}-TOTAL_FORMS"]) + 1 for prefix in more}

    response = client.post(address, sent | {field: forged})

    assert response.status_code == 200
    assert response.context["errors"]


@pytest.mark.parametrize("field", ["provider", "subjects"])
def test_a_forged_value_in_an_address_is_left_out(client, field):
    someone = make.organisation("Báo Ngân Hải")
    client.force_login(make.editor())

    asked = f"{someone.pk}," + ",".join(FORGED[i] for i in [0, 2]) if field == "subjects" else "abc"
    response = client.get(reverse("admin:photos_photo_add"), {field: asked})

    form = response.context["adminform"].form
    assert response.status_code == 200
    assert ("Báo Ngân Hải" in str(form[field])) is (field == "subjects")


def test_every_field_that_completes_is_one_of_ours():
    request = RequestFactory().get("/")
    request.user = make.UserFactory(is_superuser=True)
    holders = [
        holder
        for model_admin in admin.site._registry.values()
        for holder in [
            model_admin,
            *(inline(model_admin.model, admin.site) for inline in model_admin.inlines),
            *(inline(Post, admin.site) for inline in _inlines_of_entities(model_admin)),
        ]
    ]

    widgets = {
        f"{type(holder).__name__}.{name}": type(
            holder.formfield_for_dbfield(holder.model._meta.get_field(name), request).widget.widget
        )
        for holder in holders
        for name in holder.autocomplete_fields
    }

    assert len(widgets) >= len(FIELDS) - 3
    assert {
        name
        for name, widget in widgets.items()
        if issubclass(widget, AutocompleteMixin) and not issubclass(widget, PickOne | PickSome)
    } == set()


def _inlines_of_entities(model_admin):
    if model_admin.model._meta.label != "entities.Entity":
        return []
    kinds = [make.person(), make.organisation()]
    return {inline for row in kinds for inline in model_admin.get_inlines(None, row)}
