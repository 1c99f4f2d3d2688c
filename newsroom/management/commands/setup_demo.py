from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import demo
from articles.models import Section
from samples import faces, newsroom, registry


class Command(BaseCommand):
    help = "Migrate, and fill an empty database with the demo. Run again, it changes nothing."

    def handle(self, *args, **options):
        # The sample stories are written in its words.
        call_command("compile_catalogue")
        self.tell("Preparing the database …")
        call_command("migrate", verbosity=0)
        self.tell("Collecting static files …")
        call_command("collectstatic", interactive=False, verbosity=0)
        try:
            demo.create()
        except demo.NotADemo as refusal:
            raise CommandError(str(refusal)) from refusal
        call_command("load_story_templates", stdout=self.stdout)
        now = timezone.now()
        if not Section.objects.exists():
            self.tell("Writing the registry of people and organisations …")
            registry.create(timezone.localdate(now))
        faces.create(self.tell)
        made = newsroom.create(now, self.tell)
        self.tell(f"Ready: {made} sample stories made." if made else "Ready: nothing to do.")

    def tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
