"""What the desk fills in to tell readers of a mistake."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import correcting, notices
from articles.models import CorrectionKind, Revision

LONGEST_TEXT = 5000


class PartsForm(forms.Form):
    """The parts of a notice; what it must have, articles.correcting says."""

    # The edition that was read: another is told, and nothing that was written is lost.
    live = forms.IntegerField(widget=forms.HiddenInput, required=False)
    wrong = forms.CharField(
        label=notices.PARTS["wrong"], required=False, max_length=LONGEST_TEXT, widget=forms.Textarea
    )
    right = forms.CharField(
        label=notices.PARTS["right"], required=False, max_length=LONGEST_TEXT, widget=forms.Textarea
    )
    words = forms.CharField(
        label=notices.PARTS["words"], required=False, max_length=LONGEST_TEXT, widget=forms.Textarea
    )
    decided_by = forms.CharField(
        label=notices.PARTS["decided_by"], required=False, max_length=correcting.LONGEST_LINE
    )
    paper = forms.CharField(
        label=notices.PARTS["paper"], required=False, max_length=correcting.LONGEST_LINE
    )
    paper_on = forms.DateField(label=notices.PARTS["paper_on"], required=False)

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ["wrong", "right", "words"]:
            self.fields[name].widget.attrs["rows"] = 4
        self.fields["paper"].widget.attrs["placeholder"] = "12/QĐ-BNH"
        self.fields["paper_on"].widget.attrs["placeholder"] = "17/11/2025"
        for name in notices.PARTS:
            self.fields[name].help_text = needed_for(name, kinds)

    def clean_live(self) -> int:
        # None was read: the service says what that means.
        return self.cleaned_data["live"] or 0

    def parts(self) -> correcting.Parts:
        return correcting.Parts(**{name: self.cleaned_data[name] for name in notices.PARTS})

    def text(self) -> Revision | None:
        """Return the version that goes out with the notice. None does with a withdrawal."""
        return None

    def refuse(self, refusal: Exception) -> None:
        """Show why nothing was recorded: at the fields, where it is one of them."""
        if isinstance(refusal, correcting.PartsMissing):
            for name, sentence in refusal.parts.items():
                self.add_error(name, sentence)
            return
        for sentence in getattr(refusal, "reasons", [str(refusal)]):
            self.add_error(None, sentence)

    def read_again(self, live: int | None) -> None:
        """Let the next attempt count: what readers have now stands on the page."""
        self.data = self.data.copy()
        self.data["live"] = "" if live is None else str(live)


def needed_for(name: str, kinds) -> str:
    """Return in words which of `kinds` need a part; "" where none does, or all."""
    needing = [kind for kind in kinds if name in notices.required_of(kind)]
    if not needing:
        return ""
    if len(kinds) == 1:
        return _("Needed.")
    return _("Needed for: %(kinds)s.") % {"kinds": "; ".join(str(kind.label) for kind in needing)}


class CorrectionForm(PartsForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("What readers are told"), widget=forms.RadioSelect, choices=[]
    )
    with_text = forms.BooleanField(required=False)
    # The version that stood beside the tick: no other goes out with it, and never none.
    text_read = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = ["kind", "with_text", *notices.PARTS]

    def __init__(self, *args, kinds, revision, **kwargs):
        super().__init__(*args, kinds=kinds, **kwargs)
        self.revision = revision
        self.initial["text_read"] = revision and revision.pk
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if revision is not None:
            self.fields["with_text"].label = _(
                "Publish the approved text with it, version %(number)d"
            ) % {"number": revision.version}
        if self.is_bound and not self.data.get("with_text"):
            # What is shown beside the empty box is what a tick will mean.
            self._offer()

    def clean_kind(self) -> CorrectionKind:
        return CorrectionKind(self.cleaned_data["kind"])

    def text(self) -> Revision | None:
        """Return the version that goes out with the notice; Overtaken where it is not approved."""
        if not self.cleaned_data["with_text"]:
            return None
        if self.revision is not None and self.cleaned_data["text_read"] == self.revision.pk:
            return self.revision
        if self.revision is None:
            raise correcting.Overtaken(
                _(
                    "The text that was to go out with the notice is not approved any more. "
                    "Look at the story, then send this again: without it, or when it is approved."
                )
            )
        raise correcting.Overtaken(
            _(
                "Another text is approved by now, version %(number)d. Read it, tick it if it is "
                "to go out with the notice, then send this again."
            )
            % {"number": self.revision.version}
        )

    def read_again(self, live: int | None) -> None:
        super().read_again(live)
        # Ticked was what was read before.
        self.data.pop("with_text", None)
        self._offer()

    def _offer(self) -> None:
        self.data = self.data.copy()
        self.data["text_read"] = "" if self.revision is None else str(self.revision.pk)
