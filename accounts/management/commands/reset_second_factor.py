from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts import second_factor
from accounts.models import User


class Command(BaseCommand):
    help = (
        "Forget the second factor of an account: for a managing editor whom nobody else can help."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *args, **options):
        user = User.objects.filter(username__iexact=options["username"]).first()
        if user is None:
            raise CommandError(_("There is no account of this name."))
        told = (
            _("The second factor of %(account)s is reset; the account's history tells it.")
            if second_factor.reset(user, by=None)
            else _("%(account)s has no second factor; nothing was changed.")
        )
        self.stdout.write(told % {"account": user.username})
