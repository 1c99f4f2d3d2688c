from django.core.management.base import BaseCommand

from photos import likeness
from photos.models import Photo


class Command(BaseCommand):
    help = "Note how photos look that came before this was noted. May be stopped and run again."

    def handle(self, *args, **options):
        done = 0
        waiting = Photo.objects.filter(is_awaiting=False, fingerprints=None).order_by("pk")
        for photo in waiting.iterator(chunk_size=200):
            try:
                with photo.preview.open("rb") as file:
                    preview = file.read()
                likeness.remember(photo, preview)
                likeness.note(photo, photo.checksum, preview)
            except OSError as error:
                self.stderr.write(f"#{photo.pk}: {error}")
                continue
            done += 1
        self.stdout.write(f"{done}")
