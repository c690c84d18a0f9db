from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0011_use_ended"),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="key",
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
    ]
