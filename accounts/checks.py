from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import DatabaseError

from accounts.models import User
from accounts.roles import Role


@register(Tags.security, deploy=True)
def no_demo_accounts(app_configs, **kwargs):
    try:
        demo = list(User.objects.filter(is_demo=True).values_list("username", flat=True))
    except DatabaseError:
        # Not migrated yet: there are no accounts at all.
        return []
    if not demo:
        return []
    return [
        Error(
            f"Demo accounts exist: {', '.join(sorted(demo))}.",
            hint="Their passwords lie in a file. Start production on an empty database.",
            id="accounts.E001",
        )
    ]


@register(Tags.security)
def roles_of_the_second_factor(app_configs, **kwargs):
    unknown = sorted(set(settings.NEWSROOM_SECOND_FACTOR) - set(Role.values))
    if not unknown:
        return []
    return [
        Error(
            f"NEWSROOM_SECOND_FACTOR names what is no role: {', '.join(unknown)}.",
            hint=f"Roles are {', '.join(Role.values)}.",
            id="accounts.E002",
        )
    ]
