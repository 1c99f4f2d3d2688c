from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile the catalogue in locale/. Needs no gettext on the machine."
    # Compiling must work while a translation is what is broken.
    requires_system_checks: list[str] = []

    def handle(self, *args, **options):
        for folder in settings.LOCALE_PATHS:
            for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
                with source.open("rb") as file:
                    catalogue = read_po(file)
                with source.with_suffix(".mo").open("wb") as file:
                    write_mo(file, catalogue)
