"""What the desk looks for in the library: what is missing, and rights that end."""

import datetime

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DAYS = {"week": 7, "soon": 30}


class PictureFilter(admin.SimpleListFilter):
    title = _("picture")
    parameter_name = "picture"

    def lookups(self, request, model_admin):
        return [
            ("awaiting", _("still to come")),
            ("awaited", _("still to come, in my stories")),
            ("here", _("here")),
            ("mine", _("uploaded by me")),
            ("unused", _("used nowhere")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "awaiting":
                return queryset.awaiting()
            case "awaited":
                return queryset.awaiting().in_stories_of(request.user)
            case "here":
                return queryset.filter(is_awaiting=False)
            case "mine":
                return queryset.filter(uploaded_by=request.user)
            case "unused":
                return queryset.filter(uses=None, editions=None, portraits=None)
        return queryset


class LackFilter(admin.SimpleListFilter):
    title = _("lacks")
    parameter_name = "lacks"

    def lookups(self, request, model_admin):
        return [
            ("caption", _("caption")),
            ("credit", _("credit")),
            ("alt_text", _("alternative text")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "caption":
                return queryset.without_caption()
            case "credit":
                return queryset.without_credit()
            case "alt_text":
                return queryset.filter(alt_text="")
        return queryset


class RightsFilter(admin.SimpleListFilter):
    title = _("rights")
    parameter_name = "rights"

    def lookups(self, request, model_admin):
        return [
            ("week", _("end within 7 days")),
            ("soon", _("end within 30 days")),
            ("ended", _("ended")),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        match self.value():
            case "week" | "soon" as within:
                last = today + datetime.timedelta(days=DAYS[within])
                return queryset.filter(rights_until__range=[today, last])
            case "ended":
                return queryset.filter(rights_until__lt=today)
        return queryset
