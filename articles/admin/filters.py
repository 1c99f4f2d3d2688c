"""What the overview counts, as a choice in the list of stories: the same rows."""

from django.contrib import admin
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.ids import id_of
from accounts.models import User
from articles.queues import QUEUES


class QueueFilter(admin.SimpleListFilter):
    title = _("queue")
    parameter_name = "queue"

    def lookups(self, request, model_admin):
        return [(queue.name, capfirst(str(queue.label))) for queue in QUEUES.values()]

    def queryset(self, request, queryset):
        queue = QUEUES.get(self.value() or "")
        return queue.of(queryset, timezone.now()) if queue else queryset


class WhoseFilter(admin.SimpleListFilter):
    """Mine; or a colleague's, whose name stands there while the address asks for it."""

    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        choices = [("me", _("Mine"))]
        asked = id_of(request.GET.get(self.parameter_name, ""))
        if asked is not None:
            people = User.objects.filter(pk=asked)
            choices += [(str(person.pk), person.get_short_name()) for person in people]
        return choices

    def queryset(self, request, queryset):
        if self.value() == "me":
            return queryset.filter(created_by=request.user)
        asked = id_of(self.value() or "")
        return queryset if asked is None else queryset.filter(created_by=asked)
