import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from interaction.first_tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organs", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="IndexRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.CharField(max_length=16)),
                        ("key", models.CharField(max_length=64)),
                        ("title", models.CharField(max_length=200)),
                        ("question", models.TextField(default="")),
                        ("answer", models.TextField(default="")),
                        ("text", models.TextField(default="")),
                        ("address", models.CharField(max_length=200)),
                        ("on", models.DateField()),
                        ("channel", models.CharField(default="", max_length=16)),
                        ("kind", models.CharField(default="", max_length=40)),
                        ("place", models.CharField(default="", max_length=40)),
                        ("typical", models.BooleanField(default=False)),
                        ("words", django.contrib.postgres.search.SearchVectorField()),
                        ("changed_at", models.DateTimeField()),
                        ("indexed_at", models.DateTimeField()),
                        (
                            "organ",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "检索条目",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fastupdate=False, fields=["words"], name="index_row_words"
                            ),
                            models.Index(fields=["-on", "-id"], name="index_row_newest"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("source", "key"), name="index_row_once"),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="index_row_has_a_title"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("address__startswith", "/")), name="index_row_has_an_address"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Term",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("word", models.CharField(max_length=20, unique=True)),
                        ("sound", models.CharField(max_length=80)),
                        ("initials", models.CharField(max_length=20)),
                        ("titles", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "检索词",
                        "indexes": [
                            models.Index(fields=["sound"], name="term_sound"),
                            models.Index(fields=["initials"], name="term_initials"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Arrival",
                    fields=[
                        (
                            "row",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="arrival",
                                serialize=False,
                                to="search.indexrow",
                            ),
                        ),
                    ],
                ),
            ]
        ),
    ]
