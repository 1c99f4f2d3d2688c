import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0020_known_steps"),
    ]

    operations = [
        migrations.AddField(
            model_name="fix",
            name="moved_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="moved"),
        ),
    ]
