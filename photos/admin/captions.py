"""A caption while it is written: the field that asks, and the answer, as plain data."""

import dataclasses
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.translation import gettext as _

from photos import checks, services, typed
from photos.admin import credit_messages
from photos.captions import ParsedCaption
from photos.models import Photo
from photos.typed import Outcome


class Of(models.TextChoices):
    """Where a caption is written: which boxes for its credit stand beside it."""

    PHOTO = "photo"
    TOGETHER = "together"
    # None: the photo has them, elsewhere.
    STORY = "story"
    # One, for words.
    UPLOAD = "upload"


class CaptionArea(AdminTextareaWidget):
    """
    A box for a caption, with what is to be said of it under it while it is written.

    static/desk/captions asks; without script the same is told once it is saved.
    """

    class Media:
        css = {"all": ["desk/captions/captions.css"]}
        js = [Script("desk/captions/live.js", type="module")]

    def __init__(self, of: Of, rows: int = 3):
        super().__init__(attrs={"rows": rows, "data-caption": of.value})

    def get_context(self, name, value, attrs):
        address = {"data-address": reverse("admin:photos_photo_caption")}
        return super().get_context(name, value, (attrs or {}) | address)


class CaptionForm(forms.Form):
    """A caption as it stands on the screen now, and where. Longer than this none is read."""

    of = forms.ChoiceField(choices=Of)
    caption = forms.CharField(required=False, max_length=3000)
    headline = forms.CharField(required=False, max_length=500)
    alt_text = forms.CharField(required=False, max_length=1000)
    photo = forms.IntegerField(required=False, min_value=1, max_value=10**18)
    story = forms.IntegerField(required=False, min_value=1, max_value=10**18)


def said_of(
    caption: str,
    *,
    photo: Photo | None = None,
    of: str = Of.PHOTO,
    headline: str = "",
    alt_text: str | None = None,
) -> dict[str, Any]:
    """
    Return {"credit", "checks", "alt_text", "acts"} for a caption; nothing is written.

    - "credit": what was read as one, or None; "outcome" says what saving makes of it.
    - "acts": the buttons under the field, with their words and the question before typed words
      are replaced. `photo` as Photo.objects.with_credit() reads it.
    """
    parsed = services.read_caption(caption)
    credit = _credit(parsed, photo, of) if parsed.has_credit else None
    # What is to become of the credit is told apart: the words before it are looked at here.
    found = checks.of_caption(parsed.caption, headline=headline, alt_text=alt_text)
    proposed = checks.shortened(parsed.caption)
    acts = []
    if credit and credit["can_be_parted"]:
        acts.append(_part())
    if alt_text is not None and proposed and proposed != alt_text.strip():
        acts.append(_describe())
    return {
        "credit": credit,
        "checks": [dataclasses.asdict(check) for check in found],
        "alt_text": proposed,
        "acts": acts,
    }


def _credit(parsed: ParsedCaption, photo: Photo | None, of: str) -> dict[str, Any]:
    outcome = typed.compare(photo, parsed) if photo else Outcome.TAKEN
    provider = services.find_provider(parsed.provider)
    is_new = bool(parsed.provider) and provider is None
    return {
        "caption": parsed.caption,
        "raw": parsed.raw,
        "creators": list(parsed.creators),
        "provider": provider and {"id": provider.pk, "name": provider.name},
        "kind": parsed.kind,
        "medium": parsed.medium,
        "outcome": outcome.name.lower(),
        "can_be_parted": {
            # Saved, the photo takes a credit that it has not.
            Of.STORY: outcome is Outcome.DROPPED,
            Of.UPLOAD: True,
        }.get(Of(of), not is_new),
        "text": _told(parsed, photo, outcome, of, is_new),
    }


def _told(
    parsed: ParsedCaption, photo: Photo | None, outcome: Outcome, of: str, is_new: bool
) -> str:
    if photo is not None and outcome is Outcome.DIFFERS:
        return credit_messages.differs(parsed, photo)
    if outcome is Outcome.DROPPED:
        return checks.repeated(parsed.raw).text
    sentences = [credit_messages.understood(parsed)]
    if is_new:
        sentences.append(
            _("“%(name)s” is not on record: saved, it is added, unconfirmed.")
            % {"name": parsed.provider}
        )
    elif of == Of.STORY:
        sentences.append(_("Saved, it becomes the credit of the photo."))
    return " ".join(sentences)


def _part() -> dict[str, str]:
    return {
        "do": "part",
        "label": _("Take the credit out of the caption"),
        "question": _("Another credit is filled in. Replace it by the one of the caption?"),
    }


def _describe() -> dict[str, str]:
    return {
        "do": "alt_text",
        "label": _("Begin the alternative text with it"),
        "question": _("An alternative text is written already. Replace it?"),
    }
