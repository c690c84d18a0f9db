from django.db import migrations, models

# A wider varchar rewrites nothing.
WIDER = (
    '-- squawk-ignore changing-column-type\nALTER TABLE "limits_configuredlimit" ALTER COLUMN "basis" TYPE varchar(200)'
)
NARROWER = 'ALTER TABLE "limits_configuredlimit" ALTER COLUMN "basis" TYPE varchar(120)'


class Migration(migrations.Migration):
    """The basis of a limit is the article of a rule of law, which may be long."""

    dependencies = [("limits", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(
            "configuredlimit",
            {"ordering": ["rule", "version"], "verbose_name": "时限的版本", "verbose_name_plural": "时限的版本"},
        ),
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL([WIDER], [NARROWER])],
            [migrations.AlterField("configuredlimit", "basis", models.CharField("依据", max_length=200))],
        ),
    ]
