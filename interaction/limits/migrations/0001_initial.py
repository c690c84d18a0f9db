import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from interaction.first_tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organs", "__first__"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="ConfiguredLimit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("rule", models.CharField(max_length=48, verbose_name="时限规则")),
                        ("version", models.PositiveSmallIntegerField(editable=False, verbose_name="版本")),
                        ("effective_from", models.DateField(verbose_name="自何日起施行")),
                        ("length", models.PositiveSmallIntegerField(verbose_name="时限（以规则的单位计）")),
                        (
                            "extension",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="最多延长（不填为不变）"
                            ),
                        ),
                        ("basis", models.CharField(max_length=120, verbose_name="依据")),
                        (
                            "set_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "可设时限",
                        "verbose_name_plural": "可设时限",
                        "ordering": ["rule", "version"],
                        "constraints": [
                            models.UniqueConstraint(fields=("rule", "version"), name="limit_version_once"),
                            models.UniqueConstraint(fields=("rule", "effective_from"), name="limit_day_once"),
                            models.CheckConstraint(
                                condition=models.Q(("length__gte", 1), ("version__gte", 2)),
                                name="limit_is_a_later_version",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
