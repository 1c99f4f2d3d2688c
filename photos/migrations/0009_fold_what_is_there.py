from django.db import migrations

# Pure Python, and the only place that knows how: a second way of folding would find nothing.
from vietnamese.text import fold

BATCH = 500


def fill(apps, schema_editor):
    rows = {
        "Photo": ("folded_text", lambda p: f"{p.caption} {p.place} {p.source_file_name}"),
        "PhotoCreator": ("folded_name", lambda creator: creator.name),
    }
    for name, (column, words) in rows.items():
        model = apps.get_model("photos", name)
        batch = []
        for row in model.objects.order_by("pk").iterator(chunk_size=BATCH):
            setattr(row, column, fold(words(row)))
            batch.append(row)
            if len(batch) == BATCH:
                model.objects.bulk_update(batch, [column])
                batch = []
        model.objects.bulk_update(batch, [column])


class Migration(migrations.Migration):
    dependencies = [("photos", "0008_words_to_find_photos_by")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
