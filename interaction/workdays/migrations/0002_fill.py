"""Fill the calendar with the announced years and the provisional ones after them."""

from django.db import migrations

from interaction.workdays.announced import built_in


def fill(apps, schema_editor):
    Day = apps.get_model("workdays", "Day")
    rows, ordinal = [], 0
    for entry in built_in():
        ordinal += entry.is_workday
        rows.append(
            Day(
                date=entry.date, is_workday=entry.is_workday, ordinal=ordinal, provisional=entry.provisional,
                reason=entry.reason[:40], notice=entry.notice[:80],
            )
        )
    Day.objects.bulk_create(rows, batch_size=5000)


class Migration(migrations.Migration):
    dependencies = [("workdays", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
