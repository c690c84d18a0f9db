import uuid

import django.db.models.deletion
from django.db import migrations, models

import interaction.privacy.encryption
from interaction.first_tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="StashedForm",
                    fields=[
                        ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                        ("typed", interaction.privacy.encryption.SealedJSONField(blank=True, default=dict)),
                        ("stashed_at", models.DateTimeField(db_index=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="Citizen",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "means",
                            models.CharField(choices=[("phone", "手机号码"), ("email", "电子邮箱")], max_length=8),
                        ),
                        ("reached_at", interaction.privacy.encryption.SealedField(blank=True, default="")),
                        (
                            "reached_at_index",
                            interaction.privacy.encryption.BlindIndexField(
                                blank=True, default="", editable=False, max_length=64, of="reached_at"
                            ),
                        ),
                        ("details", interaction.privacy.encryption.SealedJSONField(blank=True, default=dict)),
                        ("signed_in_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "公众账号",
                        "indexes": [models.Index(fields=["signed_in_at"], name="citizen_signed_in")],
                        "constraints": [
                            models.UniqueConstraint(fields=("reached_at_index",), name="citizen_once"),
                            models.CheckConstraint(
                                condition=models.Q(("reached_at_index", ""), _negated=True), name="citizen_is_reached"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("means__in", ["phone", "email"])), name="citizen_means_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignInCode",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "means",
                            models.CharField(choices=[("phone", "手机号码"), ("email", "电子邮箱")], max_length=8),
                        ),
                        ("reached_at", interaction.privacy.encryption.SealedField(blank=True, default="")),
                        ("digest", models.CharField(max_length=64)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("asked_at", models.DateTimeField(db_index=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("means__in", ["phone", "email"])), name="sign_in_code_means_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("tries__lte", 5)), name="sign_in_code_tries_bounded"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CitizenCase",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="of_citizen",
                                serialize=False,
                                to="casework.case",
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                        (
                            "citizen",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cases",
                                to="citizens.citizen",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["citizen", "-case"], name="cases_of_citizen")],
                    },
                ),
            ]
        ),
    ]
