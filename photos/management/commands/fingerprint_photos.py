from django.core.management.base import BaseCommand
from django.db.models import Exists, OuterRef

from photos import likeness
from photos.models import Fingerprint, Photo


class Command(BaseCommand):
    help = "Note how photos look that came before this was noted. May be stopped and run again."

    def handle(self, *args, **options):
        done = 0
        looks = Fingerprint.objects.filter(photo=OuterRef("pk"))
        lacking = ~Exists(looks) | Exists(looks.filter(down=None))
        waiting = Photo.objects.filter(lacking, is_awaiting=False).order_by("pk")
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
