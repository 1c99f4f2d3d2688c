"""
What a merging of two records wrote, row by row, and how it is taken back.

`Merge.moved`, all of it plain JSON:

    page: the page that the record which went had
    moved: {relation: [pk]}, rows that pointed to the one that went
    changed: [[model, pk, {field: [before, after]}]], each whole or not at all
    removed: [[model, {field: value}]];  made: [[model, pk, {field: value}]]
    stories: [pk], stories whose words follow, beside those that name the record
    left: {model: count}, after an undo: rows that were changed since, and stay
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from entities.models import Entity

Moved = dict[str, Any]

# SQLite takes at most 999 parameters on old builds.
ROWS_A_QUERY = 900


class Journal:
    """Writes rows for a merging, and notes each so that `take_back` finds it."""

    def __init__(self, gone: Entity, survivor: Entity):
        self.gone, self.survivor = gone, survivor
        self.moved: dict[str, list[int]] = {}
        self.changed: list[list[Any]] = []
        self.removed: list[list[Any]] = []
        self.made: list[list[Any]] = []

    def rows(self, relation: str) -> models.QuerySet:
        """Return the rows of a relation that point to the one that goes."""
        model, field = target(relation)
        return model._base_manager.filter(**{field: self.gone})

    def move(self, relation: str, rows: models.QuerySet) -> None:
        model, field = target(relation)
        pks = sorted(rows.values_list("pk", flat=True))
        for chunk in chunks(pks):
            model._base_manager.filter(pk__in=chunk).update(**{field: self.survivor})
        if pks:
            self.moved[relation] = pks

    def change(self, row: models.Model, **after: Any) -> None:
        """Change columns that belong together: an undo takes all of them back, or none."""
        names = {name: column(type(row), name).attname for name in after}
        before = {name: plain(getattr(row, column)) for name, column in names.items()}
        for name, value in after.items():
            setattr(row, names[name], value)
        type(row)._base_manager.filter(pk=row.pk).update(
            **{names[name]: value for name, value in after.items()}
        )
        self.changed.append(
            [label(row), row.pk, {name: [before[name], plain(after[name])] for name in after}]
        )

    def remove(self, row: models.Model) -> None:
        self.removed.append([label(row), values_of(row)])
        type(row)._base_manager.filter(pk=row.pk).delete()

    def make(self, row: models.Model) -> None:
        row.save()
        self.made.append([label(row), row.pk, values_of(row)])

    def as_moved(self) -> Moved:
        return {
            "moved": self.moved,
            "changed": self.changed,
            "removed": self.removed,
            "made": self.made,
        }


def take_back(moved: Moved, gone: Entity, survivor: Entity, busy: set[tuple[str, int]]) -> Counter:
    """
    Write back what a merging wrote, last first; return {model: rows left as they are}.

    Left is what was changed since: a row that points elsewhere or has other values now, and
    `busy`, the rows (model, pk) that a later merging built upon.
    """
    left: Counter[str] = Counter()
    for name, pk, values in reversed(moved["made"]):
        row = apps.get_model(name)._base_manager.filter(pk=pk).first()
        # Somebody may have deleted it already: then it is as it was before.
        if row is not None and (values_of(row) != values or not tried(row.delete)):
            left[name] += 1
    for name, values in reversed(moved["removed"]):
        if not put_back(apps.get_model(name), values):
            left[name] += 1
    for name, pk, fields in reversed(moved["changed"]):
        if (name, pk) in busy or not changed_back(apps.get_model(name), pk, fields):
            left[name] += 1
    for relation, pks in moved["moved"].items():
        model, field = target(relation)
        free = [pk for pk in pks if (model._meta.label, pk) not in busy]
        back = sum(move_back(model, field, chunk, gone, survivor) for chunk in chunks(free))
        if back < len(pks):
            left[model._meta.label] += len(pks) - back
    return left


def put_back(model: type[models.Model], values: dict[str, Any]) -> bool:
    """Write a removed row again under its old key, unless what it hung on is gone."""
    row = model(**{field.attname: restored(field, values) for field in model._meta.concrete_fields})
    for field in model._meta.concrete_fields:
        pointed_to = getattr(row, field.attname)
        if isinstance(field, models.ForeignKey) and pointed_to is not None:
            remote = field.remote_field.model
            if not remote._base_manager.filter(pk=pointed_to).exists():
                return False
    # Past save(): the row as it was, not as it would be made today.
    return tried(lambda: model._base_manager.bulk_create([row]))


def changed_back(model: type[models.Model], pk: int, fields: dict[str, list[Any]]) -> bool:
    row = model._base_manager.filter(pk=pk).first()
    if row is None:
        return False
    columns = {name: column(model, name) for name in fields}
    now = {name: plain(getattr(row, field.attname)) for name, field in columns.items()}
    if now != {name: after for name, (_before, after) in fields.items()}:
        return False
    before = {
        field.attname: restored(field, {field.attname: fields[name][0]})
        for name, field in columns.items()
    }
    return tried(lambda: model._base_manager.filter(pk=pk).update(**before))


def move_back(
    model: type[models.Model], field: str, pks: list[int], gone: Entity, survivor: Entity
) -> int:
    """Point rows back to `gone`, those that still point to `survivor`; return how many."""
    rows = model._base_manager.filter(**{field: survivor})
    try:
        with transaction.atomic():
            return rows.filter(pk__in=pks).update(**{field: gone})
    except IntegrityError:
        # One of them has become what `gone` has already: the others go back without it.
        return sum(
            tried(lambda pk=pk: rows.filter(pk=pk).update(**{field: gone}))
            and model._base_manager.filter(pk=pk, **{field: gone}).exists()
            for pk in pks
        )


def tried(act: Any) -> bool:
    """Do it if the database takes it; what it refuses is left as it is."""
    try:
        with transaction.atomic():
            act()
    except (IntegrityError, models.ProtectedError):
        return False
    return True


def target(relation: str) -> tuple[type[models.Model], str]:
    """Return the model and the field of "app.Model.field"; of many-to-many the table between."""
    name, _dot, field_name = relation.rpartition(".")
    model = apps.get_model(name)
    field = model._meta.get_field(field_name)
    if isinstance(field, models.ManyToManyField):
        between: Any = field.remote_field.through
        return between, field.m2m_reverse_field_name()
    return model, field_name


def column(model: type[models.Model], name: str) -> models.Field:
    """Return a field that is a column of the model's own."""
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(f"{name} is no column of {model._meta.label}")
    return field


def chunks(pks: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(pks), ROWS_A_QUERY):
        yield pks[start : start + ROWS_A_QUERY]


def label(row: models.Model) -> str:
    return row._meta.label


def values_of(row: models.Model) -> dict[str, Any]:
    return {
        field.attname: plain(getattr(row, field.attname)) for field in row._meta.concrete_fields
    }


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it; dates as ISO text."""
    return value.isoformat() if isinstance(value, datetime.date | datetime.datetime) else value


def restored(field: Any, values: dict[str, Any]) -> Any:
    return field.to_python(values[field.attname])


def rows_built_upon(later: Iterable[Moved]) -> set[tuple[str, int]]:
    """Return (model, pk) of the rows that these mergings changed beside moving them."""
    return {(name, pk) for moved in later for name, pk, _fields in moved["changed"]}
