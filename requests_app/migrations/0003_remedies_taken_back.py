from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0002_ledger_columns")]

    operations = [migrations.AddField("remedy", "taken_back_on", models.DateField(null=True))]
