"""
What a merging of two records, or a joining of two photos, wrote, row by row, and how it is
taken back.

`Merge.moved` and `PhotoJoining.moved`, all of it plain JSON:

    page: the page that the record which went had (of a merging)
    moved: {relation: [pk]}, rows that pointed to the one that went
    changed: [[model, pk, {field: [before, after]}]], each whole or not at all
    removed: [[model, {field: value}]];  made: [[model, pk, {field: value}]]
    stories: [pk], stories whose words follow, beside those that name the record
    left: {model: count}, after an undo: rows that were changed since, and stay
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

Moved = dict[str, Any]

# SQLite takes at most 999 parameters on old builds.
ROWS_A_QUERY = 900
# Of each row every column is a parameter, twice.
ROWS_A_WRITE = 50


class Journal:
    """Writes rows for a merging, and notes each so that `take_back` finds it."""

    # Two records, or two photos: Any, for the rules know which.
    def __init__(self, gone: Any, survivor: Any):
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

    def change_all(self, changes: Sequence[tuple[models.Model, dict[str, Any]]]) -> None:
        """Change the same columns of many rows of one model, as `change` does of one."""
        if not changes:
            return
        names = list(changes[0][1])
        model = type(changes[0][0])
        columns = {name: column(model, name).attname for name in names}
        for row, after in changes:
            before = {name: plain(getattr(row, columns[name])) for name in names}
            for name in names:
                setattr(row, columns[name], after[name])
            self.changed.append(
                [label(row), row.pk, {name: [before[name], plain(after[name])] for name in names}]
            )
        rows = [row for row, _after in changes]
        model._base_manager.bulk_update(rows, names, batch_size=ROWS_A_WRITE)

    def remove(self, rows: Iterable[models.Model]) -> None:
        """Remove rows of one model."""
        listed = list(rows)
        self.removed += [[label(row), values_of(row)] for row in listed]
        for chunk in chunks([row.pk for row in listed]):
            type(listed[0])._base_manager.filter(pk__in=chunk).delete()

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


def take_back(
    moved: Moved, gone: models.Model, survivor: models.Model, busy: set[tuple[str, int]]
) -> Counter:
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
    left += put_back(moved["removed"])
    left += change_back(moved["changed"], busy)
    for relation, pks in moved["moved"].items():
        model, field = target(relation)
        free = [pk for pk in pks if (model._meta.label, pk) not in busy]
        back = sum(move_back(model, field, chunk, gone, survivor) for chunk in chunks(free))
        if back < len(pks):
            left[model._meta.label] += len(pks) - back
    return left


def put_back(removed: list[list[Any]]) -> Counter[str]:
    """Write removed rows again under their old keys, but for those whose ground is gone."""
    left: Counter[str] = Counter()
    # An office before the terms that hung on it: those were removed first.
    for name in dict.fromkeys(name for name, _values in reversed(removed)):
        model = apps.get_model(name)
        fields = model._meta.concrete_fields
        rows = [
            model(**{field.attname: field.to_python(values[field.attname]) for field in fields})
            for named, values in removed
            if named == name
        ]
        for field in fields:
            if isinstance(field, models.ForeignKey):
                there = {None, *there_of(field, {getattr(row, field.attname) for row in rows})}
                left[name] += sum(getattr(row, field.attname) not in there for row in rows)
                rows = [row for row in rows if getattr(row, field.attname) in there]
        # Past save(): the rows as they were, not as they would be made today.
        acts = [partial(model._base_manager.bulk_create, [row]) for row in rows]
        whole = partial(model._base_manager.bulk_create, rows)
        left[name] += 0 if tried(whole) else sum(not tried(act) for act in acts)
    return +left


def there_of(field: models.ForeignKey, pks: set[Any]) -> set[Any]:
    """Return those of the keys that a foreign key can still point to."""
    found: set[Any] = set()
    for chunk in chunks(sorted(pks - {None})):
        rows = field.remote_field.model._base_manager.filter(pk__in=chunk)
        found |= set(rows.values_list("pk", flat=True))
    return found


def change_back(changed: list[list[Any]], busy: set[tuple[str, int]]) -> Counter[str]:
    """Write changed columns back, last first, where they still are as the merging left them."""
    left: Counter[str] = Counter()
    rows = rows_of(changed)
    acts = []
    for name, pk, fields in reversed(changed):
        model, row = apps.get_model(name), rows.get((name, pk))
        columns = {key: column(model, key) for key in fields}
        if (
            row is None
            or (name, pk) in busy
            or any(
                plain(getattr(row, columns[key].attname)) != after
                for key, (_, after) in fields.items()
            )
        ):
            left[name] += 1
            continue
        before = {
            columns[key].attname: columns[key].to_python(was)
            for key, (was, _after) in fields.items()
        }
        acts.append((name, partial(model._base_manager.filter(pk=pk).update, **before)))
    if not tried(lambda: [act() for _name, act in acts]):
        # One of them is refused now: the others go back without it.
        left += Counter(name for name, act in acts if not tried(act))
    return left


def rows_of(changed: list[list[Any]]) -> dict[tuple[str, int], models.Model]:
    rows: dict[tuple[str, int], models.Model] = {}
    for name in {name for name, _pk, _fields in changed}:
        pks = sorted({pk for named, pk, _fields in changed if named == name})
        for chunk in chunks(pks):
            found = apps.get_model(name)._base_manager.filter(pk__in=chunk)
            rows |= {(name, row.pk): row for row in found}
    return rows


def move_back(
    model: type[models.Model],
    field: str,
    pks: list[int],
    gone: models.Model,
    survivor: models.Model,
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


def rows_built_upon(later: Iterable[Moved]) -> set[tuple[str, int]]:
    """Return (model, pk) of the rows that these mergings changed beside moving them."""
    return {(name, pk) for moved in later for name, pk, _fields in moved["changed"]}
