import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

# A version changes with an entry of its log alone, and stands where its last entry left it.
FOLLOWS_THE_LOG = """
CREATE TRIGGER law_version_changes_with_an_entry BEFORE UPDATE ON requests_app_lawversion
    FOR EACH ROW EXECUTE FUNCTION workflow_changes_with_an_entry('');
CREATE CONSTRAINT TRIGGER law_version_stands_by_the_log AFTER INSERT OR UPDATE ON requests_app_lawversion
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION workflow_stands_by_the_log('lawversion', 'id', 'state', 'draft');
"""
FOLLOWS_THE_LOG_BACK = """
DROP TRIGGER law_version_stands_by_the_log ON requests_app_lawversion;
DROP TRIGGER law_version_changes_with_an_entry ON requests_app_lawversion;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organs", "0004_legal_office_validated"),
        ("requests_app", "0003_remedies_taken_back"),
        ("workflow", "0003_unsent_forms"),
    ]

    operations = [
        migrations.CreateModel(
            name="LawVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "待确认"), ("confirmed", "已确认"), ("dropped", "不采用")],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("rule", models.CharField(max_length=40)),
                ("effective_from", models.DateField(verbose_name="自何日起施行")),
                ("value", models.TextField(verbose_name="内容")),
                ("law", models.CharField(max_length=200, verbose_name="条款")),
                ("source", models.CharField(max_length=200, verbose_name="来源")),
                (
                    "strength",
                    models.CharField(
                        choices=[("text", "法律原文"), ("secondary", "二手资料，未见原文"), ("practice", "工作惯例")],
                        max_length=12,
                        verbose_name="可靠程度",
                    ),
                ),
                ("reason", models.TextField(verbose_name="理由")),
                ("confirmed_on", models.DateField(null=True)),
                (
                    "organ",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(state="confirmed"), fields=("rule", "effective_from"), name="law_version_once"
                    ),
                    models.CheckConstraint(
                        condition=Q(state="confirmed", confirmed_on__isnull=False, effective_from__gt=F("confirmed_on"))
                        | Q(state__in=["draft", "dropped"], confirmed_on__isnull=True),
                        name="law_version_never_reaches_back",
                    ),
                    models.CheckConstraint(
                        condition=Q(strength__in=["text", "secondary", "practice"]), name="law_version_strength_known"
                    ),
                ],
            },
        ),
        migrations.RunSQL(FOLLOWS_THE_LOG, FOLLOWS_THE_LOG_BACK),
    ]
