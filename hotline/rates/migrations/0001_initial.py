import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from interaction.first_tables import CreateModels

# What was issued stays as it was printed.
FROZEN = """
CREATE TRIGGER bulletin_append_only BEFORE UPDATE OR DELETE ON rates_bulletin
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
"""
FROZEN_BACK = """
DROP TRIGGER bulletin_append_only ON rates_bulletin;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0001_initial"),
        ("casework", "0001_initial"),
        ("hotline", "0001_initial"),
        ("organs", "0001_initial"),
        ("organs", "__first__"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Bulletin",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("daily", "日报"), ("weekly", "周报"), ("monthly", "月报")],
                                max_length=8,
                                verbose_name="类别",
                            ),
                        ),
                        ("first", models.DateField(verbose_name="自")),
                        ("last", models.DateField(verbose_name="至")),
                        ("issued_at", models.DateTimeField(verbose_name="制作时间")),
                        ("figures", models.JSONField()),
                        (
                            "issued_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "通报",
                        "verbose_name_plural": "通报",
                        "ordering": ["-last", "kind"],
                        "indexes": [models.Index(fields=["-last", "kind"], name="bulletin_newest")],
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "first"), name="bulletin_once"),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["daily", "weekly", "monthly"])),
                                name="bulletin_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))),
                                name="bulletin_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Configuration",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("effective_from", models.DateField(unique=True, verbose_name="自何日起施行")),
                        ("response", models.PositiveSmallIntegerField(default=20, verbose_name="响应率权重")),
                        ("resolution", models.PositiveSmallIntegerField(default=40, verbose_name="解决率权重")),
                        ("satisfaction", models.PositiveSmallIntegerField(default=40, verbose_name="满意率权重")),
                        ("partly_half", models.BooleanField(default=True, verbose_name="部分解决按半件计（否则不计）")),
                        ("basically", models.BooleanField(default=True, verbose_name="基本满意计为满意")),
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
                        "verbose_name": "三率计分办法",
                        "verbose_name_plural": "三率计分办法",
                        "ordering": ["-effective_from"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "response",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.Value(100), "-", models.F("resolution")
                                            ),
                                            "-",
                                            models.F("satisfaction"),
                                        ),
                                    )
                                ),
                                name="rates_weights_make_a_hundred",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outcome",
                    fields=[
                        (
                            "order",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="outcome",
                                serialize=False,
                                to="hotline.workorder",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("consult", "咨询"),
                                    ("help", "求助"),
                                    ("complain", "投诉"),
                                    ("report", "举报"),
                                    ("suggest", "建议"),
                                    ("praise", "表扬"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("online", "网上提交"),
                                    ("counter", "当面提交"),
                                    ("registered", "挂号信、快递"),
                                    ("post", "平信"),
                                    ("fax", "传真"),
                                    ("email", "电子邮件"),
                                    ("phone", "电话"),
                                    ("province", "省级平台转来"),
                                    ("city", "市级平台转来"),
                                    ("wechat", "微信"),
                                    ("people", "人民网领导留言板"),
                                    ("web", "网络问政"),
                                    ("television", "电视问政"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("received_on", models.DateField()),
                        ("direct", models.BooleanField(default=False)),
                        ("dispatched_on", models.DateField(null=True)),
                        ("returned_on", models.DateField(null=True)),
                        ("answered_on", models.DateField(null=True)),
                        ("reworked_on", models.DateField(null=True)),
                        ("on_time", models.BooleanField(null=True)),
                        ("response_on", models.DateField(null=True)),
                        ("response_by", models.DateTimeField(null=True)),
                        ("response_met", models.BooleanField(null=True)),
                        ("called_back_on", models.DateField(null=True)),
                        ("unreached", models.BooleanField(default=False)),
                        (
                            "settled",
                            models.CharField(
                                choices=[("yes", "已解决"), ("partly", "部分解决"), ("no", "未解决")],
                                max_length=8,
                                null=True,
                            ),
                        ),
                        ("stars", models.PositiveSmallIntegerField(null=True)),
                        ("excluded_on", models.DateField(null=True)),
                        (
                            "ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("unreasonable", "诉求不合理"),
                                    ("unlawful", "诉求不合法"),
                                    ("beyond_powers", "不属于任何单位职权"),
                                ],
                                default="",
                                max_length=16,
                            ),
                        ),
                        (
                            "excluded_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="hotline.workorder",
                            ),
                        ),
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
                        (
                            "response_organ",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                            ),
                        ),
                        (
                            "subject",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.subject",
                            ),
                        ),
                        (
                            "town",
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
                        "verbose_name": "工单结果",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("response_on__isnull", False)),
                                fields=["response_on", "order"],
                                include=("response_organ", "town", "response_met", "response_by", "excluded_on"),
                                name="outcome_response",
                            ),
                            models.Index(
                                condition=models.Q(("called_back_on__isnull", False)),
                                fields=["called_back_on", "order"],
                                include=("organ", "town", "settled", "stars", "unreached", "excluded_on"),
                                name="outcome_called_back",
                            ),
                            models.Index(
                                condition=models.Q(("excluded_on__isnull", False)),
                                fields=["excluded_on", "order"],
                                include=("organ", "town"),
                                name="outcome_excluded",
                            ),
                            models.Index(
                                condition=models.Q(("response_met__isnull", True), ("response_on__isnull", False)),
                                fields=["response_on"],
                                name="outcome_undecided",
                            ),
                            models.Index(
                                fields=["received_on"],
                                include=("kind", "source", "subject", "town", "direct"),
                                name="outcome_received",
                            ),
                            models.Index(
                                condition=models.Q(("dispatched_on__isnull", False)),
                                fields=["dispatched_on"],
                                name="outcome_dispatched",
                            ),
                            models.Index(
                                condition=models.Q(("returned_on__isnull", False)),
                                fields=["returned_on"],
                                name="outcome_returned",
                            ),
                            models.Index(
                                condition=models.Q(("answered_on__isnull", False)),
                                fields=["answered_on"],
                                include=("on_time",),
                                name="outcome_answered",
                            ),
                            models.Index(
                                condition=models.Q(("reworked_on__isnull", False)),
                                fields=["reworked_on"],
                                name="outcome_reworked",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("response_by__isnull", True),
                                        ("response_met__isnull", True),
                                        ("response_on__isnull", True),
                                        ("response_organ__isnull", True),
                                    ),
                                    models.Q(
                                        ("response_by__isnull", False),
                                        ("response_on__isnull", False),
                                        ("response_organ__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="outcome_response_is_somebodys",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("called_back_on__isnull", True),
                                        ("settled__isnull", True),
                                        ("stars__isnull", True),
                                        ("unreached", False),
                                    ),
                                    models.Q(
                                        ("called_back_on__isnull", False),
                                        ("settled__isnull", True),
                                        ("stars__isnull", True),
                                        ("unreached", True),
                                    ),
                                    models.Q(
                                        ("called_back_on__isnull", False),
                                        ("settled__isnull", False),
                                        ("stars__isnull", False),
                                        ("unreached", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="outcome_called_back_or_unreached",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("called_back_on__isnull", True), ("organ__isnull", False), _connector="OR"
                                ),
                                name="outcome_answer_is_somebodys",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("settled__isnull", True), ("settled__in", ["yes", "partly", "no"]), _connector="OR"
                                ),
                                name="outcome_settled_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("stars__isnull", True), ("stars__range", (1, 5)), _connector="OR"),
                                name="outcome_stars_in_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("excluded_by__isnull", True), ("excluded_on__isnull", True), ("ground", "")
                                    ),
                                    models.Q(
                                        ("excluded_by__isnull", False),
                                        ("excluded_on__isnull", False),
                                        ("ground__in", ["unreasonable", "unlawful", "beyond_powers"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="outcome_excluded_with_ground",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("lead", models.F("order")), _negated=True),
                                name="outcome_not_its_own_lead",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(FROZEN, FROZEN_BACK),
    ]
