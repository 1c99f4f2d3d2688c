"""What the database says when it refuses a row, by the name of the constraint."""

import re
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

OUR_APPS = ["accounts", "entities", "photos", "articles", "public"]


def ours() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    """Return {name: (model, constraint)} for every constraint of our models."""
    return {
        constraint.name: (model, constraint)
        for app in OUR_APPS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }


def refusal(name: str) -> str:
    """Return a pattern for the message: PostgreSQL names all constraints, SQLite checks only."""
    model, constraint = ours()[name]
    if (
        connection.vendor == "postgresql"
        or isinstance(constraint, models.CheckConstraint)
        # An index of an expression has no columns to be named by.
        or constraint.expressions
    ):
        return rf"\b{name}\b"
    columns = [model._meta.get_field(field).column for field in constraint.fields]
    table = model._meta.db_table
    return re.escape(f"failed: {', '.join(f'{table}.{column}' for column in columns)}") + "$"


@contextmanager
def refused_by(case: str):
    """Expect the constraint `name` to refuse; a case is "name" or "name-which of its rules"."""
    name = case.partition("-")[0]
    with pytest.raises(IntegrityError, match=refusal(name)), transaction.atomic():
        yield


def update(row: models.Model, **broken) -> None:
    """Change the row past save() and forms: the database refuses, whatever Python does."""
    type(row)._base_manager.filter(pk=row.pk).update(**broken)


def insert_twin(row: models.Model, **changes) -> None:
    """Write the row a second time, with `changes`, past save() and forms."""
    twin = type(row)._base_manager.get(pk=row.pk)
    twin.pk = None
    for name, value in changes.items():
        setattr(twin, name, value)
    type(row)._base_manager.bulk_create([twin])
