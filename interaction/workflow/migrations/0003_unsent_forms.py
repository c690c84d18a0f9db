import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import interaction.privacy.encryption


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("workflow", "0002_forms_of_entries"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnsentForm",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("address", models.CharField(max_length=200)),
                ("texts", interaction.privacy.encryption.SealedJSONField(blank=True, default=dict)),
                ("saved_at", models.DateTimeField()),
                (
                    "writer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("address", "writer"), name="unsent_form_once")],
            },
        ),
    ]
