"""The catalogue is whole: it has all that the sources say, and nothing else."""

import io
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.contrib import admin
from django.utils.translation.template import templatize

from tests.vietnamese_pages.catalogue import ROOT, catalogue, texts
from tests.vietnamese_pages.english import PLACEHOLDER

APPS = ["accounts", "articles", "entities", "newsroom", "photos", "public", "vietnamese"]
# Not found in our sources: what Django and others leave in English.
OF_LIBRARIES = "Of libraries, missing there."
KEYWORDS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}


def words_in_sources() -> set[tuple[str | None, str]]:
    """Return (context, text) of all that is marked for translation, by Babel: needs no gettext."""
    found = set()
    for path in [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]:
        found |= words_in(path.read_bytes())
    # Pages, and what goes out as e-mail.
    for path in sorted(
        path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"}
    ):
        code = templatize(path.read_text("utf-8"), origin=str(path))
        # Python to Babel, once the indents are gone.
        found |= words_in("\n".join(line.strip() for line in code.splitlines()).encode())
    return found


def words_in(code: bytes) -> set[tuple[str | None, str]]:
    return {
        (context, text if isinstance(text, str) else text[0])
        for _line, text, _comments, context in extract("python", io.BytesIO(code), KEYWORDS)
    }


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_catalogue_has_a_translation_for_every_message(name):
    words = catalogue(name)

    blank = [texts(m)[0] for m in words if m.id and not "".join(m.string or "").strip()]
    fuzzy = [texts(m)[0] for m in words if m.id and m.fuzzy]

    assert (blank, fuzzy, list(words.obsolete)) == ([], [], [])


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_catalogue_keeps_the_placeholders(name):
    wrong = [
        message.id
        for message in catalogue(name)
        if message.id
        and sorted(PLACEHOLDER.findall(texts(message)[-1]))
        != sorted(PLACEHOLDER.findall("".join(message.string)))
    ]

    assert wrong == []


def test_catalogue_has_what_the_sources_say_and_nothing_else():
    ours = {
        (message.context, texts(message)[0])
        for message in catalogue()
        if message.id and OF_LIBRARIES not in message.user_comments
    }

    assert ours == words_in_sources()


def test_words_of_the_admins_scripts_are_whole():
    path = Path(admin.__file__).parent / "locale/en/LC_MESSAGES/djangojs.po"
    with path.open("rb") as file:
        asked = {(m.context, texts(m)[0]) for m in read_po(file) if m.id}
    known = {(m.context, texts(m)[0]) for m in catalogue("djangojs") if m.id}
    with (path.parents[2] / "vi/LC_MESSAGES/djangojs.po").open("rb") as file:
        known |= {
            (m.context, texts(m)[0])
            for m in read_po(file)
            if m.id and not m.fuzzy and "".join(m.string)
        }

    assert asked - known == set()
