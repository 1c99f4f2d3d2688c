from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.reloader import translation_file_changed


class Command(BaseCommand):
    help = "Compile the catalogue in locale/. Needs no gettext on the machine."
    # Compiling must work while a translation is what is broken.
    requires_system_checks: list[str] = []

    def handle(self, *args, **options):
        for folder in settings.LOCALE_PATHS:
            for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
                with source.open("rb") as file:
                    catalogue = read_po(file)
                compiled = source.with_suffix(".mo")
                with compiled.open("wb") as file:
                    write_mo(file, catalogue)
                # Who goes on in this process reads it too: a demo would be written in English.
                translation_file_changed(sender=None, file_path=compiled)
