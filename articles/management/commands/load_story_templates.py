from django.core.management.base import BaseCommand

from articles import storytemplates


class Command(BaseCommand):
    help = "Make the shipped templates of stories. Run again, it makes none a second time."

    def handle(self, *args, **options):
        made = storytemplates.load()
        for template in made:
            self.stdout.write(template.name)
        self.stdout.write(f"Templates made: {len(made)}.")
