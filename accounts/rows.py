from django.contrib.admin.utils import unquote
from django.contrib.auth import get_permission_codename
from django.db import transaction

from accounts.ids import id_of
from accounts.stale import SEEN


class RowPermissions:
    """
    For a ModelAdmin: ask the role table about the row, not about the model alone.

    Django's own checks leave the row out, and a reporter's permission covers
    own rows only.
    """

    def has_view_permission(self, request, obj=None):
        return self._may(request, "view", obj) or self._may(request, "change", obj)

    def has_change_permission(self, request, obj=None):
        return self._may(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return self._may(request, "delete", obj)

    def _may(self, request, action, obj):
        codename = get_permission_codename(action, self.opts)
        return request.user.has_perm(f"{self.opts.app_label}.{codename}", obj)


class Stamped:
    """For a ModelAdmin or an inline whose form is an accounts.stale.StampedForm."""

    def get_fields(self, request, obj=None):
        fields = [name for name in super().get_fields(request, obj) if name != SEEN]
        # Who may only look sends nothing.
        owner = self.admin_site.get_model_admin(getattr(self, "parent_model", self.model))
        may_send = self.has_change_permission(request, obj)
        if may_send and (owner is self or owner.has_change_permission(request, obj)):
            return [*fields, SEEN]
        return fields


class LocksRow:
    """For a ModelAdmin: the row is read and written under one lock, one saver after the other."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        pk = id_of(unquote(object_id)) if object_id else None
        if request.method != "POST" or pk is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            rows = self.model._base_manager.filter(pk=pk)
            rows.select_for_update(no_key=True).values_list("pk").first()
            return super().changeform_view(request, object_id, form_url, extra_context)


def with_stamp(fieldsets):
    """Return the fieldsets of an admin with the hidden stamp in the first."""
    (name, first), *others = fieldsets
    return [(name, {**first, "fields": [*first["fields"], SEEN]}), *others]
