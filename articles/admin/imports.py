"""New from file: choose or paste, look at what was understood, save."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import samenesses
from articles.importing import stories, word
from articles.importing.parsed import ImportRefused
from articles.models import Article, Section, StoryUpload
from photos import written
from photos.pictures import NotKept
from photos.storage import StorageAway
from photos.written import nothing_left_behind

MAX_FILES = 20


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("widget", ManyFilesInput(attrs={"accept": ".txt,.docx,text/plain"}))
        super().__init__(*args, **kwargs)

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data]
        # An empty file is refused by the import, with a sentence of its own.
        return [file for file in files if file]


class ChooseForm(forms.Form):
    files = ManyFilesField(label=gettext_lazy("Files (.txt or .docx)"), required=False)
    pasted = forms.CharField(
        label=gettext_lazy("Or paste the text here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("files") and not cleaned.get("pasted", "").strip():
            raise forms.ValidationError(_("Choose a file, or paste a text."))
        if len(cleaned.get("files", [])) > MAX_FILES:
            raise forms.ValidationError(
                _("At most %(count)d files at once.") % {"count": MAX_FILES}
            )
        return cleaned


class SaveForm(forms.Form):
    """One file of the preview: whether to take it, and what the file does not say."""

    take = forms.BooleanField(label=gettext_lazy("Import this story"), required=False, initial=True)
    headline = forms.CharField(
        label=capfirst(gettext_lazy("headline")), required=False, max_length=250
    )
    section = forms.ModelChoiceField(
        Section.objects.all(), label=capfirst(gettext_lazy("section")), required=False
    )
    story_on = forms.DateField(label=capfirst(gettext_lazy("day of the story")), required=False)
    use_known = forms.BooleanField(
        label=gettext_lazy("Use the photos that the library has already, with its credit"),
        required=False,
        initial=True,
    )
    encoding = forms.CharField(required=False, widget=forms.HiddenInput)

    def ask_of_known(self, is_any: bool) -> None:
        """Ask only where a picture of the file is in the library."""
        if not is_any:
            del self.fields["use_known"]


class ImportViews:
    """The import pages of ArticleAdmin."""

    def import_urls(self):
        return [
            path(
                "import/",
                self.admin_site.admin_view(self.choose_view),
                name="articles_article_import",
            ),
            path(
                "import/preview/",
                self.admin_site.admin_view(self.preview_view),
                name="articles_article_import_preview",
            ),
        ]

    def choose_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ChooseForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                keep(request.user, form.cleaned_data)
            except StorageAway as away:
                form.add_error(None, str(away))
            except NotKept:
                form.add_error(None, _("The server cannot store the file: its disk may be full."))
            else:
                return HttpResponseRedirect(reverse("admin:articles_article_import_preview"))
        return self.import_page(request, "admin/articles/article/import.html", {"form": form})

    def preview_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        uploads = list(StoryUpload.objects.filter(user=request.user))
        if not uploads:
            return HttpResponseRedirect(reverse("admin:articles_article_import"))
        if "read" in request.POST:
            return self.preview_page(request, answered(request, uploads))
        if request.method == "POST":
            return self.save_uploads(request, uploads)
        return self.preview_page(request, {})

    def preview_page(self, request, sent):
        """Show what is waiting; `sent` are the forms of the page that came back, by upload."""
        # The button "Read as …" of a file that was refused: which, and how.
        number, _colon, encoding = request.POST.get("read", "").partition(":")
        items = [
            read(upload, encoding if str(upload.pk) == number else "", sent.get(upload.pk))
            for upload in StoryUpload.objects.filter(user=request.user)
        ]
        return self.import_page(
            request, "admin/articles/article/import_preview.html", {"items": items}
        )

    def save_uploads(self, request, uploads):
        made, is_unclear = [], False
        for upload in uploads:
            form = SaveForm(request.POST, prefix=str(upload.pk))
            if "drop" not in request.POST:
                if not is_answered(form):
                    # Refused, or chosen in another window: it waits until it is dropped.
                    continue
                if not form.is_valid():
                    is_unclear = True
                    continue
                if form.cleaned_data["take"]:
                    article = self.save_upload(request, upload, form.cleaned_data)
                    if article is None:
                        continue
                    made.append(article)
            forget(upload)
        if is_unclear:
            return self.preview_page(request, answered(request, uploads))
        left = StoryUpload.objects.filter(user=request.user).count()
        tell(request, len(made), left)
        if left and not made:
            return HttpResponseRedirect(reverse("admin:articles_article_import_preview"))
        if len(made) == 1:
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[made[0].pk]))
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))

    def save_upload(self, request, upload, wishes):
        """Import one file, or tell why not and keep it; returns the story or None."""
        try:
            story = stories.read(data_of(upload), encoding=wishes["encoding"])
            stories.refuse_known(story)
            prepared = stories.prepare(
                story, headline=wishes["headline"], story_on=wishes["story_on"]
            )
            with nothing_left_behind():
                imported = stories.create(
                    story,
                    prepared=prepared,
                    by=request.user,
                    story_on=wishes["story_on"],
                    section=wishes["section"],
                    headline=wishes["headline"],
                    use_known=wishes.get("use_known"),
                )
        except (ImportRefused, StorageAway) as refusal:
            messages.error(request, f"{upload.name}: {refusal}")
            return None
        messages.success(
            request, _("Imported: %(headline)s") % {"headline": imported.article.headline}
        )
        for warning in imported.warnings:
            messages.warning(request, warning)
        return imported.article

    def import_page(self, request, template, context):
        return TemplateResponse(
            request,
            template,
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("New from file"),
                "media": self.media,
                **context,
            },
        )


def keep(user, cleaned) -> None:
    """Keep what was sent until it is imported or dropped; what was kept before goes."""
    files = [(file.name, file.read(word.MAX_BYTES + 1)) for file in cleaned["files"]]
    if cleaned["pasted"].strip():
        files.append((_("pasted text"), cleaned["pasted"].encode()))
    with nothing_left_behind(), transaction.atomic():
        before = list(StoryUpload.objects.filter(user=user))
        for name, data in files:
            upload = StoryUpload(user=user, name=name[:200])
            written.save(upload.file, data)
            upload.save()
        for old in before:
            forget(old)


def data_of(upload: StoryUpload) -> bytes:
    try:
        with upload.file.open("rb") as file:
            return file.read()
    except FileNotFoundError as error:
        # A second click: the first is through, and has put the file away.
        raise ImportRefused("gone", _("This file was imported or dropped a moment ago.")) from error
    except StorageAway as away:
        raise ImportRefused("storage", str(away)) from away


def tell(request, made: int, left: int) -> None:
    """Say what came of it, where the imported stories do not say it themselves."""
    if "drop" in request.POST:
        messages.success(request, _("The files were dropped; nothing was imported."))
    elif not made:
        messages.warning(request, _("Nothing was imported."))
    elif left:
        messages.warning(
            request, _("Files that were not imported and still wait: %(count)d.") % {"count": left}
        )


def answered(request, uploads) -> dict:
    """Return the forms that the page sent, by upload: nothing typed is lost."""
    forms_sent = {
        upload.pk: SaveForm(request.POST, prefix=str(upload.pk))
        for upload in uploads
        if upload.pk is not None
    }
    return {pk: form for pk, form in forms_sent.items() if is_answered(form)}


def is_answered(form: SaveForm) -> bool:
    """Whether the page that was sent showed this file with its form."""
    return any(name.startswith(f"{form.prefix}-") for name in form.data)


def forget(upload: StoryUpload) -> None:
    storage, name = upload.file.storage, str(upload.file.name)
    upload.delete()
    # The file last: a kill between leaves what the sweep finds, and no row without its file.
    transaction.on_commit(lambda: storage.delete(name))


def read(upload: StoryUpload, encoding: str, sent: SaveForm | None = None) -> dict:
    """Return one row of the preview: the story as understood, or why it is refused."""
    encoding = sent.data.get(sent.add_prefix("encoding"), "") if sent else encoding
    item = {"upload": upload, "encoding": encoding}
    try:
        story = stories.read(data_of(upload), encoding=encoding)
        stories.refuse_known(story)
    except ImportRefused as refusal:
        seen = Article.objects.visible_to(upload.user).filter(pk=refusal.known).exists()
        return {**item, "refusal": refusal, "known": refusal.known if seen else None}
    shown = stories.preview(story)
    initial = {
        "headline": story.headline,
        "encoding": encoding,
        "take": True,
        "story_on": stories.day_told_in(story),
    }
    form = sent or SaveForm(prefix=str(upload.pk), initial=initial)
    likes = [like for row in shown["blocks"] for like in row.get("likes", [])]
    form.ask_of_known(any(like.is_same_file and not like.photo.is_taken_down for like in likes))
    for row in shown["blocks"]:
        row["notes"] = samenesses.notes(row.get("likes", []), by=upload.user)
    return {**item, "story": shown, "form": form}
