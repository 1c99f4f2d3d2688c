"""The list of what somebody was told, the bell that counts it, and which e-mails they get."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.ids import id_of
from articles import mailing, notifying
from articles.models import MailState, NoMail, Notification, NotificationKind

LIST = "admin:articles_notification_changelist"


class UnreadFilter(admin.SimpleListFilter):
    title = gettext_lazy("read or not")
    parameter_name = "unread"

    def lookups(self, request, model_admin):
        return [("1", _("Not read yet"))]

    def queryset(self, request, queryset):
        return queryset.unread() if self.value() == "1" else queryset


class MailForm(forms.Form):
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Send me an e-mail when"),
        choices=NotificationKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


@admin.register(Notification)
class NotificationAdmin(admin.ModelAdmin):
    list_display = ["told", "story", "words", "made_at", "mailed"]
    list_display_links = ["told"]
    list_filter = [UnreadFilter, "kind"]
    list_per_page = 50
    ordering = ["-pk"]
    change_list_template = "admin/articles/notification/change_list.html"
    actions = ["mark_read"]
    # Nothing is filled in here.
    fieldsets = [(None, {"fields": []})]

    @admin.display(description=gettext_lazy("what happened"))
    def told(self, row):
        sentence = mailing.sentence(row)
        return format_html("<strong>{}</strong>", sentence) if row.read_at is None else sentence

    @admin.display(description=gettext_lazy("story"))
    def story(self, row):
        return str(row.article)

    @admin.display(description=gettext_lazy("note"))
    def words(self, row):
        return row.words if len(row.words) <= 160 else f"{row.words[:159]}…"

    @admin.display(description=gettext_lazy("e-mail"), empty_value="—")
    def mailed(self, row):
        return None if row.mail == MailState.NONE else row.get_mail_display()

    @admin.action(description=gettext_lazy("Mark as read"), permissions=["view"])
    def mark_read(self, request, rows):
        pks = list(rows.values_list("pk", flat=True))
        self.tell_read(request, notifying.read(request.user, now=timezone.now(), pks=pks))

    def tell_read(self, request, count):
        sentence = ngettext("%d notification is read.", "%d notifications are read.", count)
        messages.success(request, sentence % count)

    def get_queryset(self, request):
        rows = Notification.objects.readable_by(request.user).order_by(*self.ordering)
        return rows.select_related(
            "article", "step__changed_by", "edition__made_by", "note__written_by"
        )

    # Everybody who works here has a list of their own, whatever their role.

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    # Pages

    @method_decorator(never_cache)
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Lead to what the notification tells of, and take it as read."""
        pk = id_of(unquote(object_id))
        row = self.get_queryset(request).filter(pk=pk).first() if pk is not None else None
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        notifying.read(request.user, now=timezone.now(), pks=[row.pk])
        return HttpResponseRedirect(place_of(row))

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        messages.warning(request, _("This notification is not there, or not open to you any more."))
        return HttpResponseRedirect(reverse(LIST))

    @method_decorator(require_GET)
    @method_decorator(never_cache)
    def count_view(self, request):
        count = notifying.unread(request.user)
        said = ngettext("%d unread notification", "%d unread notifications", count) % count
        return JsonResponse({"unread": count, "said": said})

    @method_decorator(require_POST)
    def read_view(self, request):
        self.tell_read(request, notifying.read(request.user, now=timezone.now()))
        return HttpResponseRedirect(reverse(LIST))

    def mail_view(self, request):
        refused = set(NoMail.objects.filter(user=request.user).values_list("kind", flat=True))
        wanted = [kind for kind in NotificationKind.values if kind not in refused]
        form = MailForm(request.POST or None, initial={"kinds": wanted})
        # No box ticked is nothing in the form, and an answer all the same.
        if request.method == "POST":
            form = MailForm(request.POST)
            if form.is_valid():
                kept = set(NotificationKind.values) - set(form.cleaned_data["kinds"])
                notifying.refuse_mail(request.user, kept)
                messages.success(request, _("Saved."))
                return HttpResponseRedirect(reverse("admin:articles_notification_mail"))
        context = self.admin_site.each_context(request) | {
            "title": _("Which e-mails I get"),
            "opts": self.opts,
            "form": form,
            "sends_mail": settings.SENDS_MAIL,
            "email": request.user.email,
        }
        return render(request, "admin/articles/notification/mail.html", context)

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("count/", view(self.count_view), name="articles_notification_count"),
            path("read/", view(self.read_view), name="articles_notification_read"),
            path("mail/", view(self.mail_view), name="articles_notification_mail"),
            *super().get_urls(),
        ]


def place_of(row: Notification) -> str:
    """Return where it leads: the story, and on it the note or what happened."""
    story = reverse("admin:articles_article_change", args=[row.article_id])
    if row.note is not None:
        return f"{story}#note-{row.note.reply_to_id or row.note_id}"
    return f"{story}#desk-history" if row.edition_id else story
