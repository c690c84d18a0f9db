import django.db.models.deletion
from django.db import migrations, models

from interaction.first_tables import CreateModels

# Every event that figures count, noted in the event's own transaction; row by row, so that the million events of a
# notice that no figure counts are not looked at.
NOTE_EVENTS = """
CREATE FUNCTION statistics_note_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO statistics_unfolded (event_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER event_noted_for_figures AFTER INSERT ON casework_event
    FOR EACH ROW WHEN (NEW.mark <> '') EXECUTE FUNCTION statistics_note_event();
"""
NOTE_EVENTS_BACK = """
DROP TRIGGER event_noted_for_figures ON casework_event;
DROP FUNCTION statistics_note_event();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0001_initial"),
        ("organs", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Unfolded",
                    fields=[
                        ("event_id", models.BigIntegerField(primary_key=True, serialize=False)),
                    ],
                ),
                migrations.CreateModel(
                    name="YearDays",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("channel", models.CharField(max_length=16)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("facet", models.CharField(blank=True, max_length=16)),
                        ("value", models.CharField(blank=True, max_length=40)),
                        ("n", models.BigIntegerField(default=0)),
                        ("total", models.BigIntegerField(default=0)),
                        ("days", models.PositiveIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "facet", "channel", "value", "days"), name="year_days_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="YearTally",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("channel", models.CharField(max_length=16)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("facet", models.CharField(blank=True, max_length=16)),
                        ("value", models.CharField(blank=True, max_length=40)),
                        ("n", models.BigIntegerField(default=0)),
                        ("total", models.BigIntegerField(default=0)),
                        (
                            "measure",
                            models.CharField(
                                choices=[
                                    ("received", "收到"),
                                    ("accepted", "受理"),
                                    ("declined", "不予受理"),
                                    ("replied", "答复"),
                                    ("on_time", "按期答复"),
                                    ("workdays", "办理工作日合计"),
                                    ("ended", "未作答复而结束"),
                                    ("published", "公开"),
                                    ("rated", "评价"),
                                    ("satisfied", "满意"),
                                    ("settled", "解决"),
                                ],
                                max_length=12,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "facet", "channel", "value", "measure"), name="year_tally_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Tally",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("channel", models.CharField(max_length=16)),
                        ("month", models.DateField()),
                        (
                            "measure",
                            models.CharField(
                                choices=[
                                    ("received", "收到"),
                                    ("accepted", "受理"),
                                    ("declined", "不予受理"),
                                    ("replied", "答复"),
                                    ("on_time", "按期答复"),
                                    ("workdays", "办理工作日合计"),
                                    ("ended", "未作答复而结束"),
                                    ("published", "公开"),
                                    ("rated", "评价"),
                                    ("satisfied", "满意"),
                                    ("settled", "解决"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("n", models.BigIntegerField(default=0)),
                        ("total", models.BigIntegerField(default=0)),
                        (
                            "organ",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["month"], name="tally_month"),
                            models.Index(fields=["organ", "month"], name="tally_of_organ"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("channel", "organ", "month", "measure"), name="tally_once"),
                            models.CheckConstraint(condition=models.Q(("month__day", 1)), name="tally_month_first_day"),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(NOTE_EVENTS, NOTE_EVENTS_BACK),
    ]
