from django.core.management.base import BaseCommand, CommandError

from articles import publishing
from articles.models import Edition
from articles.rendering import RENDER_VERSION


class Command(BaseCommand):
    help = "Render editions again where the way of rendering has changed. Safe to stop and repeat."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="also those that are up to date")

    def handle(self, *args, **options):
        editions = Edition.objects.select_related("section", "revision").order_by("pk")
        if not options["all"]:
            editions = editions.exclude(render_version=RENDER_VERSION)
        total, failed = editions.count(), 0
        for edition in editions.iterator(chunk_size=100):
            try:
                publishing.rerender(edition)
            except (KeyError, ValueError, TypeError) as error:
                failed += 1
                self.stderr.write(f"edition {edition}: {error!r}")
        self.stdout.write(f"{total - failed} of {total} editions rendered.")
        if failed:
            raise CommandError(f"{failed} of {total} editions could not be rendered.")
