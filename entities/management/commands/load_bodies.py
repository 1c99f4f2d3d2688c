from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from entities import bodies, places


class Command(BaseCommand):
    help = "Make the bodies of a province and its units. Run again, it changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--province", required=True, metavar="NAME", help="name or code")

    def handle(self, *args, **options):
        try:
            province = places.province(options["province"])
        except places.UnknownProvince as refusal:
            raise CommandError(str(refusal)) from refusal
        loaded = bodies.load(province)
        if loaded.made or loaded.adopted:
            line = _("%(province)s: %(made)d bodies made, %(kept)d were there already.")
        else:
            line = _("%(province)s: nothing to do, all %(kept)d bodies are there.")
        self.stdout.write(line % {"province": province, "made": loaded.made, "kept": loaded.kept})
        for name, entity in loaded.adopted:
            line = _("  %(name)s: stays as it was put on record, “%(record)s” (id %(id)d).")
            self.stdout.write(line % {"name": name, "record": entity, "id": entity.pk})
