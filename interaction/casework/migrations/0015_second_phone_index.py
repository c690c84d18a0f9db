from django.db import migrations

import interaction.privacy.encryption


class Migration(migrations.Migration):
    dependencies = [("casework", "0014_names_of_files_sealed")]

    operations = [
        migrations.AddField(
            model_name="party",
            name="second_phone_index",
            field=interaction.privacy.encryption.BlindIndexField(
                blank=True, db_default="", default="", editable=False, max_length=64, of="second_phone", purpose="phone"
            ),
        ),
    ]
