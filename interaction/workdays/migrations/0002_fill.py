from functools import partial

from django.db import migrations

from interaction.workdays.filling import fill


def fill_calendar(apps, schema_editor):
    fill(partial(apps.get_model, "workdays"))


def empty_calendar(apps, schema_editor):
    for name in ("CalendarVersion", "Day", "Notice"):
        apps.get_model("workdays", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("workdays", "0001_initial")]

    operations = [migrations.RunPython(fill_calendar, empty_calendar)]
