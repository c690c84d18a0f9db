import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from interaction.first_tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Staff",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        ("username", models.CharField(max_length=60, unique=True, verbose_name="用户名")),
                        ("name", models.CharField(max_length=40, verbose_name="姓名")),
                        ("is_active", models.BooleanField(default=True, verbose_name="在职")),
                        ("is_staff", models.BooleanField(default=False, verbose_name="可进系统设置")),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "工作人员",
                        "verbose_name_plural": "工作人员",
                    },
                ),
                migrations.CreateModel(
                    name="Organ",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=32, unique=True, verbose_name="代码")),
                        ("name", models.CharField(max_length=80, verbose_name="名称")),
                        ("short_name", models.CharField(max_length=40, verbose_name="简称")),
                        (
                            "name_en",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=120, verbose_name="英文名称"
                            ),
                        ),
                        (
                            "short_name_en",
                            models.CharField(
                                blank=True, db_default="", default="", max_length=60, verbose_name="英文简称"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("government", "人民政府"),
                                    ("office", "政府办公室"),
                                    ("department", "部门"),
                                    ("township", "乡镇（街道）"),
                                    ("committee", "管理委员会"),
                                    ("hotline", "热线中心"),
                                ],
                                max_length=16,
                                verbose_name="类别",
                            ),
                        ),
                        ("path", models.CharField(editable=False, max_length=255, unique=True)),
                        (
                            "document_prefix",
                            models.CharField(blank=True, default="", max_length=20, verbose_name="发文字号代字"),
                        ),
                        (
                            "reconsideration_organ",
                            models.CharField(blank=True, default="", max_length=80, verbose_name="行政复议机关"),
                        ),
                        (
                            "review_levels",
                            models.PositiveSmallIntegerField(
                                db_default=1,
                                default=1,
                                help_text="答复签发前由几位审核人逐级审核，1 至 3。",
                                verbose_name="答复审核级数",
                            ),
                        ),
                        ("phone", models.CharField(blank=True, default="", max_length=40, verbose_name="办公电话")),
                        ("active", models.BooleanField(default=True, verbose_name="在用")),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="organs.organ",
                                verbose_name="上级",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "单位",
                        "verbose_name_plural": "单位",
                        "ordering": ["path"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("path__endswith", "/")), name="organ_path_ends_with_slash"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("parent__isnull", False), ("kind", "government"), _connector="OR"),
                                name="organ_root_is_a_government",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("review_levels__range", (1, 3))),
                                name="organ_review_levels_in_range",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Post",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("intake", "收件登记"),
                                    ("handler", "承办人"),
                                    ("reviewer", "审核人"),
                                    ("signer", "签发人"),
                                    ("supervisor", "督办人"),
                                    ("publisher", "公开员"),
                                    ("call_agent", "话务员"),
                                    ("administrator", "系统管理员"),
                                ],
                                max_length=16,
                                verbose_name="岗位",
                            ),
                        ),
                        (
                            "organ",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="organs.organ",
                                verbose_name="单位",
                            ),
                        ),
                        (
                            "staff",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="posts",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="工作人员",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "岗位",
                        "verbose_name_plural": "岗位",
                        "constraints": [
                            models.UniqueConstraint(fields=("staff", "organ", "role"), name="post_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "intake",
                                            "handler",
                                            "reviewer",
                                            "signer",
                                            "supervisor",
                                            "publisher",
                                            "call_agent",
                                            "administrator",
                                        ],
                                    )
                                ),
                                name="post_role_known",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
