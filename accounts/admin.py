from axes.utils import reset
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    UserChangeForm,
)
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from accounts import second_factor, services
from accounts.models import User, managing

# Roles are a table in accounts.roles; groups are not edited by hand.
admin.site.unregister(Group)
# Their pages show the keys of everybody.
admin.site.unregister([TOTPDevice, StaticDevice])


class CreateUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["username", "full_name", "email", "role", "language"]


class ChangeUserForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


class ChangePasswordForm(AdminPasswordChangeForm):
    # Django's own sentence has an English half that no catalogue reaches.
    usable_password_help_text = _("If it is disabled, the present password is lost.")


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    form = ChangeUserForm
    add_form = CreateUserForm
    change_password_form = ChangePasswordForm
    list_display = ["username", "full_name", "role", "has_second_factor", "is_active", "last_login"]
    list_filter = ["role", "is_active"]
    search_fields = ["username", "full_name", "email"]
    ordering = ["username"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password", "full_name", "email"]}),
        (_("Work"), {"fields": ["role", "language", "is_active", "last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": [
                    "username",
                    "full_name",
                    "email",
                    "role",
                    "language",
                    "usable_password",
                    "password1",
                    "password2",
                ],
            },
        )
    ]
    readonly_fields = ["last_login", "date_joined"]

    actions = ["close_accounts", "unlock_accounts", "reset_second_factors"]

    def has_change_permission(self, request, obj=None):
        # A managing editor could otherwise take over a superuser by a new password.
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def changeform_view(self, request, *args, **kwargs):
        with transaction.atomic():
            if request.method == "POST":
                # Of two who take the role from each other at once, one waits here and is told.
                list(managing().select_for_update())
            return super().changeform_view(request, *args, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        # Nobody locks the door behind themselves: another managing editor may.
        is_own = obj is not None and obj.pk == request.user.pk
        return [*super().get_readonly_fields(request, obj), *(["role", "is_active"] * is_own)]

    def get_queryset(self, request):
        accounts = super().get_queryset(request)
        accounts = accounts.annotate(has_second_factor=second_factor.has_it())
        return accounts if request.user.is_superuser else accounts.filter(is_superuser=False)

    @admin.display(description=_("second factor"), boolean=True, ordering="has_second_factor")
    def has_second_factor(self, account):
        return account.has_second_factor

    @admin.action(description=_("Close the chosen accounts"), permissions=["change"])
    def close_accounts(self, request, accounts):
        try:
            closed = services.close(accounts, by=request.user)
        except services.AccountRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return
        if not closed:
            self.message_user(
                request,
                _("No account was closed: they are closed already, or it is your own."),
                messages.WARNING,
            )
            return
        self.message_user(
            request,
            ngettext("%d account closed.", "%d accounts closed.", closed) % closed,
            messages.SUCCESS,
        )

    @admin.action(description=_("Unlock after wrong passwords"), permissions=["change"])
    def unlock_accounts(self, request, accounts):
        for account in accounts:
            reset(username=account.username)
        self.message_user(request, _("The chosen accounts may sign in again."), messages.SUCCESS)

    @admin.action(
        description=_("Reset the second factor: the phone is lost"), permissions=["change"]
    )
    def reset_second_factors(self, request, accounts):
        count = 0
        for account in accounts:
            try:
                count += second_factor.reset(account, by=request.user)
            except second_factor.FactorRefused as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
        if not count:
            self.message_user(request, _("No second factor was reset."), messages.WARNING)
            return
        told = ngettext(
            "%d second factor reset. Where the role needs one, it is set up at the next sign-in.",
            "%d second factors reset. Where the role needs one, it is set up at the next sign-in.",
            count,
        )
        self.message_user(request, told % count, messages.SUCCESS)
