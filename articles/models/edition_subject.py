from django.db import models

from articles.models.edition import EditionPhoto
from entities.models import Entity


class EditionPhotoSubject(models.Model):
    """That somebody is in a photo, as an edition showed it."""

    editionphoto = models.ForeignKey(EditionPhoto, on_delete=models.CASCADE, related_name="shown")
    # Not its own index: the one below begins with it.
    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="+", db_index=False)
    # The edition's own, as in EditionEntity: a governor stands in thousands of pictures.
    first_published_at = models.DateTimeField()

    class Meta:
        db_table = "articles_editionphoto_subjects"
        verbose_name = "somebody in a photo of an edition"
        verbose_name_plural = "people in the photos of editions"
        ordering = ["pk"]
        indexes = [
            # Pictures of a person, the newest first.
            models.Index(
                fields=["entity", "-first_published_at", "editionphoto"],
                name="articles_subject_newest",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="articles_editionphotosubject_once", fields=["editionphoto", "entity"]
            ),
        ]

    def __str__(self):
        return f"{self.editionphoto_id}: {self.entity}"
