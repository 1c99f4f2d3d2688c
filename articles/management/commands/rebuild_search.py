from django.core.management.base import BaseCommand

from articles import searchable


class Command(BaseCommand):
    help = "Write what readers search by again, where it is missing. Safe to stop and repeat."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="also what is up to date")

    def handle(self, *args, **options):
        if options["all"]:
            searchable.forget_all()
        done = 0
        for done in searchable.rebuild():
            self.stdout.write(f"{done} editions written.")
        if not done:
            self.stdout.write("Nothing is missing.")
