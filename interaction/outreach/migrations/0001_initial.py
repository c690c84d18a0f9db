import uuid

import django.db.models.deletion
from django.db import migrations, models

import interaction.privacy.encryption
from interaction.first_tables import CreateModels

NOT_DELETED = """
CREATE TRIGGER outreach_entry_not_deleted BEFORE DELETE ON outreach_entry
    FOR EACH ROW EXECUTE FUNCTION workflow_refuse_change();
"""
NOT_DELETED_BACK = "DROP TRIGGER outreach_entry_not_deleted ON outreach_entry;"

FOLLOWS_THE_LOG = """
CREATE TRIGGER outreach_changes_with_an_entry BEFORE UPDATE ON outreach_entry
    FOR EACH ROW EXECUTE FUNCTION workflow_changes_with_an_entry('');
CREATE CONSTRAINT TRIGGER outreach_stands_by_the_log AFTER INSERT OR UPDATE ON outreach_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION workflow_stands_by_the_log('entry', 'id', 'state', 'draft');
"""
FOLLOWS_THE_LOG_BACK = """
DROP TRIGGER outreach_stands_by_the_log ON outreach_entry;
DROP TRIGGER outreach_changes_with_an_entry ON outreach_entry;
"""

# The taken places are counted anew, with the day's row held, whenever a sign-up or the day changes: whatever a program
# says of them, the check on the quota reads the truth.
COUNTED_PLACES = """
CREATE FUNCTION outreach_count_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.taken := (SELECT coalesce(sum(one.people), 0) FROM outreach_signup one
                  WHERE one.day_id = NEW.entry_ptr_id AND one.state = 'confirmed');
    RETURN NEW;
END $$;
CREATE TRIGGER outreach_count_places BEFORE INSERT OR UPDATE ON outreach_openday
    FOR EACH ROW EXECUTE FUNCTION outreach_count_places();
CREATE FUNCTION outreach_sign_up_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE outreach_openday SET taken = 0 WHERE entry_ptr_id IN (NEW.day_id, OLD.day_id);
    RETURN NULL;
END $$;
CREATE TRIGGER outreach_sign_up_counts AFTER INSERT OR DELETE OR UPDATE OF state, people, day_id ON outreach_signup
    FOR EACH ROW EXECUTE FUNCTION outreach_sign_up_counts();
"""
COUNTED_PLACES_BACK = """
DROP TRIGGER outreach_sign_up_counts ON outreach_signup;
DROP FUNCTION outreach_sign_up_counts();
DROP TRIGGER outreach_count_places ON outreach_openday;
DROP FUNCTION outreach_count_places();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0001_initial"),
        ("casework", "0001_initial"),
        ("organs", "0001_initial"),
        ("organs", "__first__"),
        ("publicity", "0001_initial"),
        ("workflow", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Entry",
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
                                choices=[
                                    ("announcement", "公告"),
                                    ("programme", "问政节目"),
                                    ("episode", "问政期次"),
                                    ("open_day", "政府开放日"),
                                    ("point", "政务公开服务点"),
                                ],
                                editable=False,
                                max_length=16,
                                verbose_name="种类",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="标题")),
                        ("body", models.TextField(verbose_name="正文")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "草稿"), ("published", "已发布"), ("withdrawn", "已撤下")],
                                default="draft",
                                max_length=12,
                                verbose_name="状态",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0, editable=False)),
                        ("published_on", models.DateField(null=True, verbose_name="发布日期")),
                        ("withdrawn_on", models.DateField(null=True, verbose_name="撤下日期")),
                        ("withdrawn_why", models.TextField(blank=True, default="", verbose_name="撤下的理由")),
                        ("proposal", models.JSONField(null=True)),
                        (
                            "organ",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outreach",
                                to="organs.organ",
                                verbose_name="单位",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "公告和活动",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "published")),
                                fields=["kind", "-published_on", "-id"],
                                name="outreach_newest",
                            ),
                            models.Index(fields=["kind", "-id"], name="outreach_of_kind"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["announcement", "programme", "episode", "open_day", "point"])
                                ),
                                name="outreach_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("published_on__isnull", True),
                                        ("state", "draft"),
                                        ("withdrawn_on__isnull", True),
                                    ),
                                    models.Q(
                                        ("published_on__isnull", False),
                                        ("state", "published"),
                                        ("withdrawn_on__isnull", True),
                                    ),
                                    models.Q(("state", "withdrawn"), ("withdrawn_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="outreach_dated_as_it_stands",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "withdrawn"), _negated=True),
                                    models.Q(("withdrawn_why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="outreach_withdrawn_for_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("proposal__isnull", True), ("state", "published"), _connector="OR"),
                                name="outreach_proposal_over_published",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="outreach_has_a_title"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="casework.case",
                            ),
                        ),
                        ("medium", models.CharField(max_length=16)),
                        ("batch", models.CharField(max_length=60)),
                        ("raised_on", models.DateField()),
                        ("answered_on", models.DateField(null=True)),
                        (
                            "publication",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="publicity.publication",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["medium", "batch"], name="question_of_batch")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_on__isnull", True),
                                    ("answered_on__gte", models.F("raised_on")),
                                    _connector="OR",
                                ),
                                name="question_answered_after_raised",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Announcement",
                    fields=[
                        (
                            "entry_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="outreach.entry",
                            ),
                        ),
                        ("valid_until", models.DateField(null=True, verbose_name="有效期至")),
                    ],
                    options={
                        "verbose_name": "公告",
                    },
                    bases=("outreach.entry",),
                ),
                migrations.CreateModel(
                    name="OpenDay",
                    fields=[
                        (
                            "entry_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="outreach.entry",
                            ),
                        ),
                        ("place", models.CharField(max_length=120, verbose_name="地点")),
                        ("starts_at", models.DateTimeField(verbose_name="开始时间")),
                        ("ends_at", models.DateTimeField(verbose_name="结束时间")),
                        ("quota", models.PositiveSmallIntegerField(verbose_name="名额")),
                        ("taken", models.PositiveIntegerField(default=0, editable=False)),
                        ("sign_up_from", models.DateField(verbose_name="报名开始")),
                        ("sign_up_until", models.DateField(verbose_name="报名截止")),
                        ("outcome", models.TextField(blank=True, default="", verbose_name="活动情况")),
                        ("feedback", models.TextField(blank=True, default="", verbose_name="反馈摘要")),
                        ("forgotten_on", models.DateField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "政府开放日",
                        "indexes": [models.Index(fields=["starts_at"], name="open_day_by_date")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="open_day_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quota__range", (1, 5000))), name="open_day_quota_possible"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("taken__lte", models.F("quota"))),
                                name="open_day_never_oversubscribed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sign_up_until__gte", models.F("sign_up_from"))),
                                name="open_day_sign_up_ends_after_it_starts",
                            ),
                        ],
                    },
                    bases=("outreach.entry",),
                ),
                migrations.CreateModel(
                    name="Programme",
                    fields=[
                        (
                            "entry_ptr",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                related_name="as_programme",
                                serialize=False,
                                to="outreach.entry",
                            ),
                        ),
                        (
                            "medium",
                            models.CharField(
                                choices=[("web", "网络问政"), ("television", "电视问政")],
                                max_length=16,
                                verbose_name="形式",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "问政节目",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("medium__in", ["web", "television"])), name="programme_medium_known"
                            )
                        ],
                    },
                    bases=("outreach.entry",),
                ),
                migrations.CreateModel(
                    name="ServicePoint",
                    fields=[
                        (
                            "entry_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="outreach.entry",
                            ),
                        ),
                        ("address", models.CharField(max_length=120, verbose_name="地址")),
                        ("hours", models.JSONField(verbose_name="开放时间")),
                        ("phone", models.CharField(blank=True, default="", max_length=40, verbose_name="电话")),
                        ("accessibility", models.TextField(blank=True, default="", verbose_name="无障碍设施")),
                        ("latitude", models.DecimalField(decimal_places=5, max_digits=8, verbose_name="纬度")),
                        ("longitude", models.DecimalField(decimal_places=5, max_digits=8, verbose_name="经度")),
                        (
                            "datum",
                            models.CharField(
                                choices=[("wgs84", "WGS-84"), ("gcj02", "GCJ-02")],
                                default="wgs84",
                                max_length=8,
                                verbose_name="坐标系",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organs.organ",
                                verbose_name="所在乡镇（街道）",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "政务公开服务点",
                        "indexes": [models.Index(fields=["township"], name="point_of_township")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("latitude__range", (3, 54)), ("longitude__range", (73, 136))),
                                name="point_lies_in_the_country",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("datum__in", ["wgs84", "gcj02"])), name="point_datum_known"
                            ),
                        ],
                    },
                    bases=("outreach.entry",),
                ),
                migrations.CreateModel(
                    name="Episode",
                    fields=[
                        (
                            "entry_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="outreach.entry",
                            ),
                        ),
                        ("medium", models.CharField(editable=False, max_length=16)),
                        ("batch", models.CharField(max_length=60, verbose_name="节目、期次")),
                        ("aired_on", models.DateField(verbose_name="播出日期")),
                        ("recording", models.URLField(blank=True, default="", max_length=300, verbose_name="录像网址")),
                        (
                            "organs",
                            models.ManyToManyField(related_name="+", to="organs.organ", verbose_name="参加的单位"),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="episodes",
                                to="outreach.programme",
                                verbose_name="节目",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "问政期次",
                        "indexes": [models.Index(fields=["programme", "-aired_on"], name="episode_of_programme")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("batch", ""), _negated=True), name="episode_has_a_batch"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("recording", ""), ("recording__startswith", "https://"), _connector="OR"
                                ),
                                name="episode_recording_is_https",
                            ),
                        ],
                    },
                    bases=("outreach.entry",),
                ),
                migrations.CreateModel(
                    name="SignUp",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("number", models.CharField(max_length=32, unique=True, verbose_name="报名编号")),
                        ("query_key_id", models.PositiveSmallIntegerField(editable=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[("confirmed", "报名成功"), ("waiting", "候补"), ("cancelled", "已取消")],
                                max_length=12,
                            ),
                        ),
                        (
                            "name",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="姓名"),
                        ),
                        (
                            "phone",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="联系电话"),
                        ),
                        (
                            "phone_index",
                            interaction.privacy.encryption.BlindIndexField(
                                blank=True, default="", editable=False, max_length=64, of="phone"
                            ),
                        ),
                        (
                            "email",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="电子邮箱"),
                        ),
                        ("people", models.PositiveSmallIntegerField(verbose_name="人数")),
                        ("at", models.DateTimeField(verbose_name="报名时间")),
                        ("came", models.PositiveSmallIntegerField(null=True, verbose_name="到场人数")),
                        ("stars", models.PositiveSmallIntegerField(null=True, verbose_name="评分")),
                        (
                            "words",
                            interaction.privacy.encryption.SealedField(blank=True, default="", verbose_name="意见"),
                        ),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_ups",
                                to="outreach.openday",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "number"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")), fields=["day", "at"], name="sign_up_waiting"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["confirmed", "waiting", "cancelled"])),
                                name="sign_up_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("people__range", (1, 5))), name="sign_up_people_possible"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("stars__isnull", True), ("stars__range", (1, 5)), _connector="OR"),
                                name="sign_up_stars_in_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("stars__isnull", True), ("came__gte", 1), _connector="OR"),
                                name="sign_up_rated_by_who_came",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("came__isnull", True),
                                    models.Q(("came__lte", models.F("people")), ("state", "confirmed")),
                                    _connector="OR",
                                ),
                                name="sign_up_came_as_signed_up",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("phone_index", ""), _negated=True),
                                    models.Q(("state", "cancelled"), _negated=True),
                                ),
                                fields=("day", "phone_index"),
                                name="sign_up_once_a_phone",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(NOT_DELETED, NOT_DELETED_BACK),
        migrations.RunSQL(FOLLOWS_THE_LOG, FOLLOWS_THE_LOG_BACK),
        migrations.RunSQL(COUNTED_PLACES, COUNTED_PLACES_BACK),
    ]
