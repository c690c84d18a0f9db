from django.db import migrations, models

# Until a case's next step, the citizen's day is also that of whoever it waits for.
FILL = "UPDATE casework_case SET next_due_on = due_on WHERE closed_on IS NULL AND due_on IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_open_questions")]

    operations = [
        migrations.AddField(model_name="case", name="next_due_on", field=models.DateField(editable=False, null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
