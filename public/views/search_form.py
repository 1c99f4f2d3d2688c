"""What the address of a search says: `/tim-kiem/?q=…&muc=…&ten=…&tu=…&den=…&trang=…&moc=…`."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.ids import id_of
from articles.models import Section
from entities.models import Entity
from public.search.query import LONGEST
from vietnamese.searching import typed

# A reader who keeps to more names at once is a machine.
MOST_NAMES = 3


@dataclass(frozen=True)
class Asked:
    q: str
    section: Section | None
    names: tuple[int, ...]
    first_day: datetime.date | None
    last_day: datetime.date | None
    page: int
    # What is new since the first page was made is not on those that follow it.
    moment: int | None


class SearchForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("Words"), required=False, strip=True)
    muc = forms.ModelChoiceField(
        Section.objects.all(),
        label=gettext_lazy("Section"),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("All sections"),
        error_messages={"invalid_choice": gettext_lazy("There is no such section.")},
    )
    tu = forms.DateField(label=gettext_lazy("From the day"), required=False)
    den = forms.DateField(label=gettext_lazy("To the day"), required=False)

    def __init__(self, data: MultiValueDict):
        # What is no text for a page is no text for a field either.
        shown = {**data.dict(), "q": typed(data.get("q", ""), LONGEST)}
        super().__init__(shown)
        ids = [pk for pk in map(id_of, data.getlist("ten")) if pk is not None]
        self.names = _survivors(list(dict.fromkeys(ids))[:MOST_NAMES])
        # One more name would be let go again: none is offered.
        self.is_full = len(self.names) == MOST_NAMES
        self.is_cut = len(data.get("q", "")) > LONGEST
        for name in ["tu", "den"]:
            # No inputmode: a telephone's digits come without the stroke of a date.
            self.fields[name].widget.attrs |= {
                "placeholder": _("day/month/year"),
                "autocomplete": "off",
                "size": 10,
                "maxlength": 10,
            }

    def clean(self):
        first, last = self.cleaned_data.get("tu"), self.cleaned_data.get("den")
        if first and last and last < first:
            self.add_error("den", _("This day is before the first one."))

    def asked(self) -> Asked:
        self.full_clean()
        value, page = self.cleaned_data.get, _page_number(self.data)
        return Asked(
            q=self.data["q"],
            section=value("muc"),
            names=self.names,
            first_day=value("tu"),
            last_day=value("den"),
            page=page,
            moment=id_of(self.data.get("moc", "")) if page > 1 else None,
        )

    def as_query(
        self,
        *,
        page: int = 1,
        moment: int | None = None,
        with_: int | None = None,
        without: int | None = None,
        bare: bool = False,
    ) -> str:
        """Return the query string of this search, changed; `bare` keeps the words alone."""
        pairs = [("q", self.data["q"])]
        if not bare:
            pairs += [
                (name, self.data[name]) for name in ["muc", "tu", "den"] if self.data.get(name)
            ]
            names = [*self.names, *([with_] if with_ else [])]
            pairs += [("ten", str(pk)) for pk in names if pk != without]
        follows = [("trang", str(page)), ("moc", str(moment))] if page > 1 else []
        return urlencode([*pairs, *follows])

    @staticmethod
    def kinds() -> dict[str, str]:
        return {"person": _("Person"), "organisation": _("Organisation"), "story": _("Story")}


def _page_number(query: Mapping[str, str]) -> int:
    """Return the page asked for by `?trang=`; what is no number is the first page."""
    text = query.get("trang", "1")
    return int(text) if text.isdecimal() and len(text) < 7 else 1


def _survivors(names: list[int]) -> tuple[int, ...]:
    """An address that somebody shared goes on when its name is merged into another."""
    if not names:
        return ()
    merged = Entity.objects.filter(pk__in=names, merged_into__isnull=False)
    into = dict(merged.values_list("pk", "merged_into"))
    return tuple(dict.fromkeys(into.get(pk) or pk for pk in names))
