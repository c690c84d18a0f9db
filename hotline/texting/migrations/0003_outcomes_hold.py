from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("texting", "0002_letters_and_persons")]

    operations = [ValidateConstraint(model_name="receivedtext", name="text_outcome_known")]
