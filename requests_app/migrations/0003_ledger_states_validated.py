"""The states of an import are checked of what is there, while others go on."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0002_ledger_columns")]
    operations = [
        ValidateConstraint(model_name="ledgerimport", name="ledger_import_state_known"),
        ValidateConstraint(model_name="ledgerimport", name="ledger_import_has_its_file"),
    ]
