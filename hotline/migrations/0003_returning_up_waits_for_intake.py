from django.db import migrations

# An order that waits for the platform above stands in the queue of whoever asked it, and not in nobody's.
WAITS = "UPDATE casework_case SET awaits = 'intake' WHERE channel = 'order' AND state = 'returning_up' AND awaits = ''"
WAITS_BACK = "UPDATE casework_case SET awaits = '' WHERE channel = 'order' AND state = 'returning_up'"


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0002_workorder_accused"),
        ("casework", "0010_documents_guardians_accused"),
    ]

    operations = [migrations.RunSQL(WAITS, WAITS_BACK)]
