"""The whole loop of a letter: where it is from, what it was merged into, the second try."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mailbox", "0002_states"), ("casework", "0005_loop_checked"), ("organs", "0002_review_levels")]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="batch",
            field=models.CharField(blank=True, db_default="", default="", max_length=60, verbose_name="节目、期次"),
        ),
        migrations.AddField(
            model_name="letter",
            name="conversion_proposed",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    """
ALTER TABLE mailbox_letter ADD COLUMN merged_into_id bigint;
ALTER TABLE mailbox_letter ADD CONSTRAINT mailbox_letter_merged_into_id_fk FOREIGN KEY (merged_into_id)
    REFERENCES mailbox_letter DEFERRABLE INITIALLY DEFERRED NOT VALID
""",
                    "ALTER TABLE mailbox_letter DROP COLUMN merged_into_id",
                )
            ],
            state_operations=[
                migrations.AddField(
                    model_name="letter",
                    name="merged_into",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="mailbox.letter",
                        verbose_name="并入",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="letter",
            name="rework_refused",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="letter",
            name="reworked",
            field=models.BooleanField(db_default=False, default=False, verbose_name="重办"),
        ),
        migrations.AddField(
            model_name="letter",
            name="sensitive",
            field=models.BooleanField(db_default=False, default=False, verbose_name="敏感"),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    """
ALTER TABLE mailbox_letter ADD COLUMN town_id bigint;
ALTER TABLE mailbox_letter ADD CONSTRAINT mailbox_letter_town_id_fk FOREIGN KEY (town_id)
    REFERENCES organs_organ DEFERRABLE INITIALLY DEFERRED NOT VALID
""",
                    "ALTER TABLE mailbox_letter DROP COLUMN town_id",
                )
            ],
            state_operations=[
                migrations.AddField(
                    model_name="letter",
                    name="town",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.organ",
                        verbose_name="所在乡镇",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="letter",
            name="upstream_days",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="上级时限"),
        ),
        AddConstraintNotValid(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("pk")), _negated=True), name="letter_not_merged_into_itself"
            ),
        ),
    ]
