"""An index to know a ledger's rows again by their number; built while the table is in use."""

from django.db import migrations, models

INDEX = """
CREATE INDEX CONCURRENTLY request_ledger_number ON requests_app_disclosurerequest (ledger_number)
    WHERE NOT (ledger_number = '')
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("requests_app", "0003_annual_report")]

    operations = [
        migrations.RunSQL(
            INDEX,
            "DROP INDEX CONCURRENTLY request_ledger_number",
            state_operations=[
                migrations.AddIndex(
                    model_name="disclosurerequest",
                    index=models.Index(
                        condition=models.Q(("ledger_number", ""), _negated=True),
                        fields=["ledger_number"],
                        name="request_ledger_number",
                    ),
                )
            ],
        ),
    ]
