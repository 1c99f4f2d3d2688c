"""What is done to accounts beside the form of one."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import LAST_MANAGING_EDITOR, User, managing


class AccountRefused(Exception):
    """Why an account stays as it is; the text is for the desk."""


@transaction.atomic
def close(accounts: QuerySet[User], *, by: User) -> int:
    """
    Close the open ones among `accounts`, but not one's own; return how many.

    Raises AccountRefused, and closes none, where no managing editor would be left.
    """
    if not by.has_perm("accounts.change_user"):
        raise PermissionDenied(_("Your role does not allow this step."))
    # Of two who close each other at once, one waits here and is told.
    able = set(managing().select_for_update().values_list("pk", flat=True))
    closing = accounts.exclude(pk=by.pk).filter(is_active=True)
    if able and able <= set(closing.values_list("pk", flat=True)):
        raise AccountRefused(str(LAST_MANAGING_EDITOR))
    return closing.update(is_active=False)
