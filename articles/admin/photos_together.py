"""Many photos of the library changed at once: chosen, asked, shown, and only then saved."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.ids import id_of
from articles import together
from photos.admin.together import TogetherForm
from photos.labels import LABELS
from photos.models import Photo
from photos.together import MOST

LIST = "admin:photos_photo_changelist"


class TogetherViews:
    """For PhotoAdmin."""

    actions = ["edit_together"]

    def together_urls(self):
        view = self.admin_site.admin_view(self.together_view)
        return [path("together/", view, name="photos_photo_together")]

    @admin.action(description=gettext_lazy("Edit several photos together"), permissions=["change"])
    def edit_together(self, request, queryset):
        pks = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
        if len(pks) > MOST:
            self.message_user(
                request,
                _("Choose at most %(limit)d photos at once.") % {"limit": MOST},
                messages.ERROR,
            )
            return None
        chosen = ",".join(map(str, pks))
        return HttpResponseRedirect(f"{reverse('admin:photos_photo_together')}?photos={chosen}")

    def together_view(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        pks = chosen_in(request.GET.get("photos", ""))
        photos = Photo.objects.filter(pk__in=pks).with_credit().order_by("pk")
        if not photos:
            self.message_user(request, _("None of these photos is here."), messages.WARNING)
            return HttpResponseRedirect(reverse(LIST))
        is_sent = request.method == "POST"
        form = TogetherForm(request.POST if is_sent else None, site=self.admin_site)
        context = {"form": form, "photos": photos, "media": self.media + form.media}
        if is_sent and form.is_valid() and "again" not in request.POST:
            if "confirmed" in request.POST:
                return self.carried_out(request, pks, form.wanted())
            rows = together.rehearse(pks, form.wanted(), by=request.user)
            context |= {"rows": rows, "sent": sent_in(request), **counts_of(rows)}
        title = _("Edit several photos together")
        return self.rights_page(request, "together", title, context)

    def carried_out(self, request, pks, wanted):
        reason = request.POST.get("correction_reason", "").strip()[:500]
        stamps = stamps_in(request.POST.getlist("stamp"))
        with transaction.atomic():
            rows = together.carry_out(pks, wanted, by=request.user, stamps=stamps, reason=reason)
            for row in rows:
                self.log_together(request, row.outcome)
        self.tell_together(request, rows)
        return HttpResponseRedirect(reverse(LIST))

    def log_together(self, request, outcome):
        # The history translates the labels when it is read.
        with translation.override(None):
            fields = [str(LABELS[change.field]) for change in outcome.changes]
        if fields:
            self.log_change(request, outcome.photo, [{"changed": {"fields": fields}}])

    def tell_together(self, request, rows):
        counts = counts_of(rows)
        changed, stories = counts["changed"], counts["stories"]
        told = ngettext("%d photo is changed.", "%d photos are changed.", changed) % changed
        self.message_user(request, told, messages.SUCCESS if changed else messages.WARNING)
        if stories:
            self.tell_stories(request, stories)
        for row in rows:
            for sentence in filter(None, [row.outcome.refusal, *row.sentences]):
                self.message_user(request, f"“{row.outcome.name}”: {sentence}", messages.WARNING)


def chosen_in(text: str) -> list[int]:
    found = (id_of(one) for one in text.split(",")[:MOST])
    return [pk for pk in found if pk is not None]


def stamps_in(sent: list[str]) -> dict[int, str]:
    """Read "12:4f…": how each photo was when it was shown."""
    parted = (one.partition(":") for one in sent[:MOST])
    return {pk: stamp for number, _colon, stamp in parted if (pk := id_of(number)) is not None}


def sent_in(request) -> list[tuple[str, str]]:
    left_out = {"csrfmiddlewaretoken", "again", "confirmed", "stamp", "correction_reason"}
    return [(k, v) for k, values in request.POST.lists() for v in values if k not in left_out]


def counts_of(rows) -> dict[str, int]:
    return {
        "changed": sum(bool(row.outcome.changes) for row in rows),
        "left": sum(bool(row.outcome.refusal) for row in rows),
        "stories": sum(row.stories for row in rows),
    }
