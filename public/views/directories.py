"""The directories of people and of organisations, by letter."""

import unicodedata
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import pgettext

from entities.models import EntityKind
from public.canonical import canonical
from public.entities import directory
from public.entities.addresses import directory_of
from public.filled import filled, joined, page
from public.heads import page_facts
from public.statements import LARGEST_KEY
from vietnamese.sorting import LETTERS, OWN_LETTERS


def people(request: HttpRequest) -> HttpResponse:
    return _directory(request, EntityKind.PERSON)


def organisations(request: HttpRequest) -> HttpResponse:
    return _directory(request, EntityKind.ORGANISATION)


def _directory(request: HttpRequest, kind: EntityKind) -> HttpResponse:
    now = timezone.now()
    letter, after = _letter(request.GET.get("chu", "")), _after(request.GET.get("sau", ""))
    rows = directory.names(kind, letter, after, now)
    if after and not rows:
        raise Http404
    shown = rows[: directory.NAMES_A_PAGE]
    is_person = kind == EntityKind.PERSON
    address = canonical(_address(kind, letter, after))
    title = pgettext("directory", "People") if is_person else pgettext("directory", "Organisations")
    name = f"{title}: {letter.upper()}" if letter else title
    return HttpResponse(
        page(
            "public/directory.html",
            {
                "people": "1" if is_person else "",
                "letter": letter.upper(),
                "directory": directory_of(kind),
                "canonical": address,
                "page_name": name,
                "facts": page_facts(address, name),
                "letters": _letters(kind, letter),
                "names": directory.listed(kind, shown, timezone.localdate(now)),
                "first": _address(kind, letter) if after else "",
                "more": _address(kind, letter, shown[-1][0]) if len(rows) > len(shown) else "",
            },
        )
    )


def _letter(text: str) -> str:
    """Return the letter of `?chu=`; 404 where it is none."""
    letter = unicodedata.normalize("NFC", text[:4]).lower()
    if letter and (letter not in LETTERS or len(letter) != 1):
        raise Http404
    return letter


def _after(text: str) -> int:
    """Return the record of `?sau=`, behind which the page begins; nonsense is the beginning."""
    is_number = text.isascii() and text.isdigit() and len(text) < 20
    return min(int(text), LARGEST_KEY) if is_number else 0


def _address(kind: EntityKind, letter: str, after: int = 0) -> str:
    query = {"chu": letter, "sau": f"{after or ''}"}
    told = urlencode({name: value for name, value in query.items() if value})
    return f"{directory_of(kind)}?{told}" if told else directory_of(kind)


def _letters(kind: EntityKind, current: str) -> str:
    """Return the alphabet as HTML: links where somebody stands, text where nobody does."""
    there = directory.letters_of(kind)
    return joined(
        filled(
            "public/_letter_link.html",
            {
                "letter": letter.upper(),
                "path": _address(kind, letter) if letter in there else "",
                "current": letter == current,
            },
        )
        for letter in LETTERS
        # F, J, W and Z only where somebody has such a name.
        if letter in OWN_LETTERS or letter in there
    )
