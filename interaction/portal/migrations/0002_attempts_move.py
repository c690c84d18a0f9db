from django.db import migrations


class Migration(migrations.Migration):
    """What visitors try is counted by a room of its own, on a lower floor: others limit too."""

    dependencies = [("portal", "0001_initial"), ("visitors", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="Attempt")]),
    ]
