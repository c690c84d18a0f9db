from django.db import migrations, models

import interaction.privacy.encryption


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_queues_by_next_due_on")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="query_code_issue",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name="party",
            name="email_index",
            field=interaction.privacy.encryption.BlindIndexField(
                blank=True, db_default="", default="", editable=False, folded=True, max_length=64, of="email"
            ),
        ),
    ]
