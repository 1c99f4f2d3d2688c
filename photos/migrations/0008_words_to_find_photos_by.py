from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("photos", "0007_photos_taken_down_and_replaced")]

    operations = [
        migrations.RenameField("photo", "folded_caption", "folded_text"),
        migrations.AddField(
            "photocreator",
            "folded_name",
            models.CharField(blank=True, editable=False, max_length=400),
        ),
    ]
