from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from vietnamese.text import squeeze


class Language(models.TextChoices):
    VIETNAMESE = "vi", _("Vietnamese")
    ENGLISH = "en", _("English")


LAST_MANAGING_EDITOR = _(
    "This is the last managing editor: without one, nobody could open or close an account. "
    "Make somebody else managing editor first."
)


class User(AbstractUser):
    # A Vietnamese name is one name: it is not split into first and last.
    first_name = None  # type: ignore[assignment]  # Django's way to drop a field
    last_name = None  # type: ignore[assignment]  # the same
    full_name = models.CharField(_("full name"), max_length=150)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.REPORTER)
    language = models.CharField(
        _("language of the desk"), max_length=5, choices=Language, default=Language.VIETNAMESE
    )
    is_staff = models.BooleanField(
        _("works at the desk"), default=True, help_text=_("May sign in to the newsroom.")
    )
    is_demo = models.BooleanField(_("demo account"), default=False, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(
                name="accounts_user_role_known", condition=Q(role__in=Role.values)
            ),
            models.CheckConstraint(
                name="accounts_user_language_known", condition=Q(language__in=Language.values)
            ),
            # "An" and "an" would be two people with one name for their colleagues.
            models.UniqueConstraint(
                Lower("username"),
                name="accounts_user_username_once_in_any_case",
                violation_error_message=_(
                    "There is an account of this name already, with capitals elsewhere."
                ),
            ),
        ]

    def __str__(self):
        return self.full_name or self.username

    def clean(self):
        super().clean()
        self.full_name = squeeze(self.full_name)
        if not self.is_managing and self.is_last_managing_editor:
            raise ValidationError(LAST_MANAGING_EDITOR)

    def save(self, *args, **kwargs):
        # Printed as a byline: createsuperuser and the shell go round forms.
        self.full_name = squeeze(self.full_name)
        super().save(*args, **kwargs)

    @property
    def is_managing(self) -> bool:
        """Whether this account can give accounts and roles to others."""
        return self.role == Role.MANAGING_EDITOR and self.is_active

    @property
    def is_last_managing_editor(self) -> bool:
        """Whether it is, as stored, the only account that can."""
        return self.pk is not None and list(managing().values_list("pk", flat=True)) == [self.pk]

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name or self.username


def managing() -> models.QuerySet[User]:
    """Return the accounts that can give accounts and roles to others."""
    return User.objects.filter(role=Role.MANAGING_EDITOR, is_active=True)
