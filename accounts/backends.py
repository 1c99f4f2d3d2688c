from django.contrib.auth.backends import ModelBackend

from accounts import second_factor
from accounts.models import User
from accounts.roles import PERMISSIONS, scope_of


class RoleBackend(ModelBackend):
    """
    Passwords as in Django; permissions from the role table, never from groups.

    Asked without a row, a permission holds if it holds for any row: the admin
    asks so before it knows which. Asked with a row, the scope decides.
    """

    def get_user(self, user_id):
        # Every request at the desk asks for the second factor: one query with the account.
        accounts = User.objects.annotate(has_second_factor=second_factor.has_it())
        user = accounts.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def has_perm(self, user_obj, perm, obj=None):
        scope = scope_of(user_obj, perm)
        if scope is None:
            return False
        return obj is None or scope.covers(obj, user_obj)

    def get_all_permissions(self, user_obj, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous:
            return set()
        if user_obj.is_superuser:
            return super().get_all_permissions(user_obj)
        return {
            permission
            for permission, scope in PERMISSIONS.get(user_obj.role, {}).items()
            if obj is None or scope.covers(obj, user_obj)
        }

    def has_module_perms(self, user_obj, app_label):
        if user_obj.is_active and user_obj.is_superuser:
            return True
        return any(
            permission.startswith(f"{app_label}.")
            for permission in self.get_all_permissions(user_obj)
        )
