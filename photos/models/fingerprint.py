from django.db import models

from photos.models.photo import Photo


class Fingerprint(models.Model):
    """
    How the picture looks, whole or through one window of it: photos.likeness.

    Across in four bands, because nearly the same look has at least one band nearly the same.
    """

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="fingerprints")
    band_0 = models.PositiveIntegerField()
    band_1 = models.PositiveIntegerField()
    band_2 = models.PositiveIntegerField()
    band_3 = models.PositiveIntegerField()

    # As a number with a sign; empty where it was noted before there was this half.
    down = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "fingerprint"
        # photos.likeness.find asks for each band by itself.
        indexes = [
            models.Index(fields=[f"band_{number}"], name=f"photos_alike_{number}")
            for number in range(4)
        ]

    def __str__(self):
        return f"{self.look:016x}"

    @property
    def look(self) -> int:
        return self.band_0 << 48 | self.band_1 << 32 | self.band_2 << 16 | self.band_3
