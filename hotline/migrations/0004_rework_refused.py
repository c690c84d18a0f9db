from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hotline", "0003_returning_up_waits_for_intake")]

    operations = [
        migrations.AddField("workorder", "rework_refused", models.BooleanField(db_default=False, default=False)),
    ]
