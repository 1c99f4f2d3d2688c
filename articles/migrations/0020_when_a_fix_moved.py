import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0019_when_the_clock_changes_pages"),
    ]

    operations = [
        migrations.AddField(
            model_name="fix",
            name="moved_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="moved"),
        ),
    ]
