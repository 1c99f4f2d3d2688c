"""The topics of an edition get the order in which it prints them."""

from django.db import migrations, models
from django.db.models import Count

CHUNK = 200


def take_from_facts(apps, schema_editor):
    rows = apps.get_model("articles", "EditionTopic").objects
    edition = apps.get_model("articles", "Edition").objects
    # One alone is the first already.
    several = rows.order_by("edition").values("edition").annotate(topics=Count("pk"))
    several = several.filter(topics__gt=1).values_list("edition", flat=True)
    last = 0
    while chunk := list(several.filter(edition__gt=last)[:CHUNK]):
        printed = {
            pk: [topic["slug"] for topic in facts["topics"]]
            for pk, facts in edition.filter(pk__in=chunk).values_list("pk", "facts")
        }
        found = list(rows.filter(edition__in=chunk).select_related("topic"))
        for row in found:
            slugs = printed[row.edition_id]
            # Whose address is another by now comes last.
            row.position = slugs.index(row.topic.slug) if row.topic.slug in slugs else len(slugs)
        rows.bulk_update(found, ["position"], batch_size=CHUNK)
        last = chunk[-1]


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0025_public_pages"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="editiontopic",
            options={
                "ordering": ["position", "pk"],
                "verbose_name": "topic of an edition",
                "verbose_name_plural": "topics of an edition",
            },
        ),
        migrations.AddField(
            model_name="editiontopic",
            name="position",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RunPython(take_from_facts, migrations.RunPython.noop, elidable=True),
    ]
