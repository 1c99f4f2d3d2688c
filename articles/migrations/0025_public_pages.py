"""The rows of who is in a photo of an edition get the day of its story, and an index by it."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def take_from_editions(apps, schema_editor):
    EditionPhoto = apps.get_model("articles", "EditionPhoto")
    moment = EditionPhoto.objects.filter(pk=OuterRef("editionphoto"))
    rows = apps.get_model("articles", "EditionPhotoSubject").objects
    rows.update(first_published_at=Subquery(moment.values("edition__first_published_at")))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0024_lists"),
        ("entities", "0007_read_completion_from_its_index"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            # The table is there: it is the one that the relation had of itself.
            state_operations=[
                migrations.CreateModel(
                    name="EditionPhotoSubject",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "editionphoto",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="shown",
                                to="articles.editionphoto",
                            ),
                        ),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="entities.entity",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "articles_editionphoto_subjects",
                        "verbose_name": "somebody in a photo of an edition",
                        "verbose_name_plural": "people in the photos of editions",
                        "ordering": ["pk"],
                        "unique_together": {("editionphoto", "entity")},
                    },
                ),
                migrations.AlterField(
                    model_name="editionphoto",
                    name="subjects",
                    field=models.ManyToManyField(
                        related_name="edition_photos",
                        through="articles.EditionPhotoSubject",
                        to="entities.entity",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="editionphotosubject",
            name="first_published_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(take_from_editions, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="editionphotosubject",
            name="first_published_at",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="editionphotosubject",
            name="entity",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="entities.entity",
            ),
        ),
        migrations.AlterUniqueTogether(name="editionphotosubject", unique_together=set()),
        migrations.AddConstraint(
            model_name="editionphotosubject",
            constraint=models.UniqueConstraint(
                fields=("editionphoto", "entity"), name="articles_editionphotosubject_once"
            ),
        ),
        migrations.AddIndex(
            model_name="editionphotosubject",
            index=models.Index(
                fields=["entity", "-first_published_at", "editionphoto"],
                name="articles_subject_newest",
            ),
        ),
    ]
