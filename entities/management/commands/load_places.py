from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from entities import places


class Command(BaseCommand):
    help = "Put the 34 provinces and their units on record. Run again, it changes nothing."

    def handle(self, *args, **options):
        loaded = places.load()
        if loaded.made:
            line = _("%(made)d places made, %(kept)d were there already.")
        else:
            line = _("Nothing to do: all %(kept)d places are there.")
        self.stdout.write(line % {"made": loaded.made, "kept": loaded.kept})
