"""The days to pay and to answer are unknown while a letter on paper has not been proven to have arrived."""

from typing import Any

from django.db import migrations, models


def may_be_unknown(table: str, model: str, column: str) -> Any:
    """No version before this one writes nothing there, and one that reads it meets no such row before it is replaced."""
    change = f'ALTER TABLE "{table}" ALTER COLUMN "{column}"'
    return migrations.SeparateDatabaseAndState(
        [migrations.RunSQL([f"-- squawk-ignore ban-drop-not-null\n{change} DROP NOT NULL"], f"{change} SET NOT NULL")],
        [migrations.AlterField(model, column, models.DateField(null=True))],
    )


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0004_law_versions")]

    operations = [
        migrations.AddField(
            "fee", "how_to_pay", models.CharField(blank=True, db_default="", default="", max_length=300)
        ),
        may_be_unknown("requests_app_fee", "fee", "pay_by"),
        may_be_unknown("requests_app_thirdpartyinquiry", "thirdpartyinquiry", "answer_by"),
    ]
