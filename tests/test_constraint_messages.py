"""No form shows the name of a constraint: each that a form of the desk can break has a sentence."""

import pytest
from django.contrib import admin
from django.db.models import F, Q, UniqueConstraint
from django.db.models.constraints import BaseConstraint

from entities.models import Place
from tests import factories as make
from tests.constraints import ours

pytestmark = pytest.mark.django_db


def columns(constraint) -> set[str]:
    condition = constraint.condition
    named = set(constraint.fields) if isinstance(constraint, UniqueConstraint) else set()
    return named | (_columns(condition) if condition is not None else set())


def _columns(condition: Q) -> set[str]:
    found = set()
    for child in condition.children:
        if isinstance(child, Q):
            found |= _columns(child)
            continue
        found.add(child[0].partition("__")[0])
        found |= {child[1].name} if isinstance(child[1], F) else set()
    return found


def fields_on_forms(request) -> dict[type, set[str]]:
    """{model: the fields that a form of the desk fills}, inlines and what hangs them included."""
    found = {Place: {field.name for field in Place._meta.fields if field.editable}}
    for model, model_admin in admin.site._registry.items():
        found.setdefault(model, set()).update(model_admin.get_form(request, None).base_fields)
        for example in examples(model):
            form = model_admin.get_form(request, example, change=True)
            found[model].update(form.base_fields)
            for inline in model_admin.get_inline_instances(request, example):
                formset = inline.get_formset(request, example)
                fields = found.setdefault(inline.model, set())
                fields.update(formset.form.base_fields, [formset.fk.name])
    return found


def examples(model) -> list:
    makers = {
        "entity": [make.person, make.organisation],
        "article": [make.story],
        "photo": [make.photo],
    }
    return [maker() for maker in makers.get(model._meta.model_name, [])]


def test_every_constraint_that_a_form_can_break_has_a_sentence_of_its_own(rf):
    request = rf.get("/admin/")
    request.user = make.UserFactory(is_superuser=True)
    fields = fields_on_forms(request)

    reached = {
        name: constraint
        for name, (model, constraint) in ours().items()
        # A choice that is not known is refused by the field, before the constraint is asked.
        if not name.endswith("_known") and columns(constraint) <= fields.get(model, set())
    }
    bare = {
        name
        for name, constraint in reached.items()
        if constraint.violation_error_message == BaseConstraint.default_violation_error_message
    }

    assert bare == set()
    assert {
        "entities_alias_ends_after_it_begins",
        "entities_organisation_code_unique",
        "entities_organisation_ends_after_it_begins",
        "entities_organisation_unit_has_province",
        "entities_person_dies_after_birth",
        "entities_place_ends_after_it_begins",
        "entities_place_unit_has_province",
        "entities_post_label_unique",
        "entities_tenure_ends_after_it_begins",
        "photos_photo_rights_end_after_they_begin",
        "photos_photocreator_person_or_name",
        "articles_byline_once_per_role",
        "articles_mention_accepted_is_on_record",
    } <= reached.keys()
