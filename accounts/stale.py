"""
Forms of one record that two people have open: who saves second is told, and overwrites nothing.

Every field is compared three ways, as it was when the page was made, as it is now, and as it was
sent. A form without a stamp is let through: every page carries one, so what has none is a script,
and it says of each field what it wants. Rows are stamped one by one: of a row that somebody added
meanwhile the form knows nothing, and leaves it.
"""

import datetime
import hashlib
import json
from typing import Any

from django import forms
from django.contrib.admin.utils import display_for_field
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from accounts.ids import id_of

SEEN = "seen"


class SeenField(forms.CharField):
    """How the fields were when the page was made; a page that comes back says how they are now."""

    def __init__(self) -> None:
        # A browser that keeps what was typed over a reload must not keep this.
        widget = forms.HiddenInput(attrs={"autocomplete": "off"})
        super().__init__(required=False, label="", widget=widget)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial


class StampedForm(forms.ModelForm):
    """Refuses to put old values in the place of what somebody else saved since."""

    seen = SeenField()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        meta = self._meta.model._meta
        columns = {column.name: column for column in (*meta.fields, *meta.many_to_many)}
        self._columns = {name: columns[name] for name in self.fields if name in columns}
        self._now: dict[str, str] = {}
        if self.instance.pk is not None:
            values = {name: f.value_from_object(self.instance) for name, f in self._columns.items()}
            self._now = {name: _mark(value) for name, value in values.items()}
            self.initial[SEEN] = json.dumps(self._now)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        changed = self.changed_meanwhile()
        # First all that is looked at: an error takes its field out of what was cleaned.
        untouched = {name for name, seen in changed.items() if self._is_untouched(name, seen)}
        for name in changed:
            self._tell(name, name in untouched)
        if changed:
            self.add_error(
                None,
                _(
                    "Somebody changed this meanwhile, and nothing was saved yet. What you typed "
                    "still stands here. Read what is said at each field, then save again."
                ),
            )
        return cleaned

    def changed_meanwhile(self) -> dict[str, str]:
        """Return {field: its mark on the page} of those that this form would take back."""
        sent = self.data.get(self.add_prefix(SEEN))
        if sent is None or self.instance.pk is None:
            return {}
        seen = _read(sent)
        return {
            name: seen.get(name, "")
            for name, now in self._now.items()
            if now not in (seen.get(name), self._sent(name))
        }

    def _is_untouched(self, name: str, seen: str) -> bool:
        widget = self.fields[name].widget
        # The page had no such box: a picture came, and with it its focal point.
        is_new = widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name))
        return is_new if not seen else self._sent(name) == seen

    def _sent(self, name: str) -> str | None:
        value = getattr(self, "cleaned_data", {})
        return _mark(value[name]) if name in value else None

    def _tell(self, name: str, is_untouched: bool) -> None:
        said = {"value": self._said(name)}
        if is_untouched:
            # The box shows what is on record, and a second save keeps it.
            field: Any = self.fields[name]
            field.bound_data = _initial
            told = _("Somebody changed this meanwhile: %(value)s. It stands here now, and stays.")
            self.add_error(name, told % said)
        else:
            told = _(
                "Somebody changed this meanwhile: %(value)s. Yours replaces it if you save again."
            )
            self.add_error(name, told % said)

    def _said(self, name: str) -> str:
        column = self._columns[name]
        value = column.value_from_object(self.instance)
        if isinstance(column, models.BooleanField):
            return _("Yes") if value else _("No")
        if isinstance(value, list):
            shown = ", ".join(sorted(str(one) for one in value))
        elif column.is_relation:
            shown = str(getattr(self.instance, name) or "")
        else:
            shown = str(display_for_field(value, column, ""))
        return f"“{shown}”" if shown else _("empty")


class StampedFormSet(forms.BaseInlineFormSet):
    """
    Rows of StampedForm.

    A row that somebody removed meanwhile is told, and comes back as a new one: it can be left out,
    or saved again. One that somebody changed is not removed unseen.
    """

    model: type[models.Model]
    data: Any

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.has_gone = False
        if self.is_bound:
            self._begin_a_list_that_the_page_had_not()
            self._put_last(self._gone())

    def _begin_a_list_that_the_page_had_not(self) -> None:
        """A photo got its picture meanwhile, and may be a portrait now: no rows were sent."""
        counts = {f"{self.prefix}-{name}": "0" for name in ["TOTAL_FORMS", "INITIAL_FORMS"]}
        if not counts.keys() & self.data.keys():
            self.data = self.data.copy()
            self.data.update(counts)

    def _gone(self) -> list[int]:
        """Return the numbers of the rows that are on record no more."""
        count = self.initial_form_count()
        name = self.model._meta.pk.name
        ids = {i: id_of(self.data.get(f"{self.prefix}-{i}-{name}", "")) for i in range(count)}
        known = {row.pk for row in self.get_queryset()}
        asked = {pk for pk in ids.values() if pk is not None} - known
        if not asked:
            return []
        # Those of another record are refused by Django.
        others = set(self.model._base_manager.filter(pk__in=asked).values_list("pk", flat=True))
        return [i for i, pk in ids.items() if pk in asked - others]

    def _put_last(self, gone: list[int]) -> None:
        if not gone:
            return
        count = self.initial_form_count()
        order = [*(i for i in range(count) if i not in gone), *gone]
        places = {old: new for new, old in enumerate(order)}
        data, moved = self.data.copy(), {}
        start = f"{self.prefix}-"
        for key in [key for key in data if key.startswith(start)]:
            number, _dash, name = key.removeprefix(start).partition("-")
            if (old := id_of(number)) in places:
                is_lost = old in gone and name in {self.model._meta.pk.name, SEEN}
                moved[f"{start}{places[old]}-{name}"] = [""] if is_lost else data.getlist(key)
                del data[key]
        for key, values in moved.items():
            data.setlist(key, values)
        data[f"{self.prefix}-INITIAL_FORMS"] = str(count - len(gone))
        self.has_gone = any(not self.data.get(f"{self.prefix}-{i}-DELETE") for i in gone)
        self.data = data
        # Read once already, before the rows were moved.
        del self.management_form

    def clean(self) -> None:
        super().clean()
        if self.has_gone:
            raise ValidationError(
                _(
                    "Somebody removed a row meanwhile. It stands last in the list: take it out, or "
                    "save again to have it back."
                )
            )
        for form in (form for form in self.initial_forms if isinstance(form, StampedForm)):
            if form.cleaned_data.get("DELETE") and form.changed_meanwhile():
                raise ValidationError(
                    _("Somebody changed “%(row)s” meanwhile. Save again to remove it all the same.")
                    % {"row": form.instance}
                )


def columns_of(form: forms.ModelForm) -> set[str]:
    """Return the columns of the row that `form` writes: for save(update_fields=…)."""
    return {f.name for f in form._meta.model._meta.concrete_fields if f.name in form.fields}


def _initial(_data: Any, initial: Any) -> Any:
    return initial


def _read(sent: str) -> dict[str, str]:
    """Return {field: mark}; {} of what is none: then every field counts as changed."""
    try:
        seen = json.loads(sent)
    except (ValueError, RecursionError):
        return {}
    return seen if isinstance(seen, dict) else {}


def _mark(value: Any) -> str:
    """Return a short text that is the same for equal values, from the database or from a form."""
    return hashlib.sha256(_plain(value).encode()).hexdigest()[:12]


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return "\n".join(value.splitlines()).strip()
        case models.Model():
            return str(value.pk)
        case models.QuerySet() | list():
            return str(sorted(one.pk for one in value))
        case datetime.datetime():
            return value.astimezone(datetime.UTC).isoformat()
        case _:
            return str(value)
