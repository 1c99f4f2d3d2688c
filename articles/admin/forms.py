from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.picks import KnowsRows
from articles import naming
from articles.admin.editor import StoryBodyField, photos_json
from articles.admin.library import PlacingsField
from articles.admin.names_forms import ChoicesField
from articles.admin.story_templates import TemplateChoice
from articles.mentions import texts_of
from articles.models import Article, Decision, Mention
from articles.richtext import sanitise


class ArticleForm(KnowsRows):
    body = StoryBodyField(label=capfirst(_("text")), required=False)
    # The version this person has read: saving another is refused, and the text kept.
    read_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # The panel writes it; without script it stays empty, and the list of names decides.
    fresh_decisions = ChoicesField(required=False)
    # The editor writes it; without script the list of photos does the same.
    photo_choices = PlacingsField(required=False)

    class Meta:
        model = Article
        fields = [
            "headline",
            "headline_is_proposed",
            "lead",
            "body",
            "section",
            "topics",
            "dateline",
            "story_on",
        ]
        widgets = {
            "headline": forms.TextInput(attrs={"class": "story-headline"}),
            "lead": forms.Textarea(attrs={"rows": 4, "class": "story-lead"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "read_version" in self.fields:
            self.fields["read_version"].initial = self.instance.version
        if self.instance.pk and "body" in self.fields:
            self.fields["body"].widget.attrs["data-photos"] = photos_json(self.instance)

    def clean_read_version(self):
        version = self.cleaned_data["read_version"]
        # A forged or lost field must not save over what nobody has read.
        return -1 if version is None else version

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("fresh_decisions"):
            body = sanitise(cleaned.get("body", ""))
            # Captions are forms of their own: naming.settle looks at the names in them.
            texts = texts_of(cleaned.get("headline", ""), cleaned.get("lead", ""), body, [])
            try:
                naming.check(cleaned["fresh_decisions"], texts)
            except naming.NamingRefused as refusal:
                raise ValidationError(str(refusal)) from refusal
        return cleaned


class BeginArticleForm(forms.ModelForm):
    template = TemplateChoice()

    class Meta:
        model = Article
        fields = ["headline", "section"]


class MentionForm(KnowsRows):
    class Meta:
        model = Mention
        fields = ["entity", "decision"]
        widgets = {"decision": forms.RadioSelect}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == Decision.ACCEPTED and not cleaned.get("entity"):
            # At the field, so that the constraint of the same rule does not say it again.
            sentence = _("Choose the person or organisation on record that is meant by “%(text)s”.")
            self.add_error("entity", ValidationError(sentence, params={"text": self.instance.text}))
        return cleaned


class RowsAtHand(forms.BaseInlineFormSet):
    """Rows that were loaded with the story are not loaded again."""

    def get_queryset(self):
        if not hasattr(self, "_queryset"):
            loaded = getattr(self.instance, "_prefetched_objects_cache", {})
            rows = loaded.get(self.fk.remote_field.get_accessor_name())
            # Django gives an empty queryset to who may not see them.
            if rows is not None and not self.queryset.query.is_empty():
                self._queryset = rows
        return super().get_queryset()


class MentionFormSet(RowsAtHand):
    """Each record once in a story: two names of one person are one decision."""

    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            entity = getattr(form, "cleaned_data", {}).get("entity")
            if entity is None:
                continue
            if entity.pk in seen:
                raise ValidationError(
                    _("“%(name)s” is in this list already."), params={"name": entity.name}
                )
            seen.add(entity.pk)


class BylineFormSet(RowsAtHand):
    def get_unique_error_message(self, unique_check):
        # Django's own sentence names the fields by their English names.
        return _("An author stands in this list twice in one role.")


class ActForm(forms.Form):
    """What goes with a button under a story."""

    note = forms.CharField(required=False, label=_("Note"), widget=forms.Textarea)
    at = forms.DateTimeField(required=False, label=_("Moment"))
    embargo_until = forms.DateTimeField(required=False, label=_("Embargo until"))
    embargo_note = forms.CharField(required=False, label=_("Note"), widget=forms.Textarea)
    # The embargo that this person has read, so that nobody's is overwritten unseen.
    embargo_read = forms.CharField(required=False, widget=forms.HiddenInput)
