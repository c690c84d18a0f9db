import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# A leave changes with an entry of its log alone, and stands where its last entry left it.
FOLLOWS_THE_LOG = """
CREATE TRIGGER leave_changes_with_an_entry BEFORE UPDATE ON leave_leave
    FOR EACH ROW EXECUTE FUNCTION workflow_changes_with_an_entry('');
CREATE CONSTRAINT TRIGGER leave_stands_by_the_log AFTER INSERT OR UPDATE ON leave_leave
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION workflow_stands_by_the_log('leave', 'id', 'state', 'requested');
"""
FOLLOWS_THE_LOG_BACK = """
DROP TRIGGER leave_stands_by_the_log ON leave_leave;
DROP TRIGGER leave_changes_with_an_entry ON leave_leave;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("workflow", "0004_four_eyes_of_substitutes"),
        ("organs", "0005_absence"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Leave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "待另一人确认代班"),
                            ("in_force", "已生效"),
                            ("refused", "不同意"),
                            ("ended", "已销假"),
                        ],
                        default="requested",
                        max_length=12,
                    ),
                ),
                ("first_day", models.DateField(verbose_name="自哪天起")),
                ("last_day", models.DateField(verbose_name="至哪天止")),
                ("absences", models.ManyToManyField(related_name="leaves", to="organs.absence")),
                (
                    "organ",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ"),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leaves",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="请假人",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organ", "last_day"], name="leave_of_organ")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))), name="leave_ends_after_it_begins"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["requested", "in_force", "refused", "ended"])),
                        name="leave_state_known",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FOLLOWS_THE_LOG, FOLLOWS_THE_LOG_BACK),
    ]
