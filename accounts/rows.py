from django.contrib.auth import get_permission_codename


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
