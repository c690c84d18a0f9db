import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from interaction.first_tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organs", "0001_initial"),
        ("organs", "__first__"),
        ("workflow", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="CatalogueEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0, editable=False)),
                        ("index_number", models.CharField(max_length=40, unique=True, verbose_name="索引号")),
                        ("title", models.CharField(max_length=200, verbose_name="名称")),
                        ("summary", models.TextField(max_length=1000, verbose_name="内容概述")),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("rules", "法规、规章和规范性文件"),
                                    ("organisation", "机关职能、机构设置和联系方式"),
                                    ("plans", "规划、计划及相关政策"),
                                    ("statistics", "统计信息"),
                                    ("licences", "行政许可和管理服务事项"),
                                    ("penalties", "行政处罚和行政强制"),
                                    ("budgets", "财政预算、决算"),
                                    ("charges", "行政事业性收费"),
                                    ("procurement", "政府集中采购"),
                                    ("projects", "重大建设项目"),
                                    ("welfare", "扶贫、教育、医疗、社会保障和就业"),
                                    ("emergencies", "突发公共事件的应急预案和应对"),
                                    ("inspections", "环境、公共卫生、安全生产、食品药品和产品质量监督检查"),
                                    ("recruitment", "公务员招考"),
                                    ("local", "市政、公用、土地房屋征收、治安和社会救助等本地事项"),
                                    ("other", "其他依法应当主动公开的信息"),
                                ],
                                max_length=16,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "document_number",
                            models.CharField(blank=True, default="", max_length=60, verbose_name="文号"),
                        ),
                        ("produced_on", models.DateField(verbose_name="生成日期")),
                        ("published_on", models.DateField(verbose_name="公开日期")),
                        (
                            "address",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=300,
                                validators=[django.core.validators.URLValidator(schemes=["https", "http"])],
                                verbose_name="全文网址",
                            ),
                        ),
                        ("text", models.TextField(blank=True, default="", verbose_name="全文")),
                        ("withdrawn_on", models.DateField(blank=True, null=True)),
                        ("withdrawn_reason", models.TextField(blank=True, default="", verbose_name="撤下的理由")),
                        (
                            "organ",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="catalogue", to="organs.organ"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "政府信息公开目录条目",
                        "indexes": [
                            models.Index(fields=["organ", "-published_on", "-id"], name="catalogue_of_organ"),
                            models.Index(fields=["-published_on", "-id"], name="catalogue_newest"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "category__in",
                                        [
                                            "rules",
                                            "organisation",
                                            "plans",
                                            "statistics",
                                            "licences",
                                            "penalties",
                                            "budgets",
                                            "charges",
                                            "procurement",
                                            "projects",
                                            "welfare",
                                            "emergencies",
                                            "inspections",
                                            "recruitment",
                                            "local",
                                            "other",
                                        ],
                                    )
                                ),
                                name="catalogue_category_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("published_on__gte", models.F("produced_on"))),
                                name="catalogue_published_after_produced",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("address", ""), _negated=True),
                                    models.Q(("text", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="catalogue_says_where_or_what",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_on__isnull", True), ("withdrawn_reason", "")),
                                    models.Q(
                                        ("withdrawn_on__isnull", False),
                                        models.Q(("withdrawn_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="catalogue_withdrawn_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DisclosureGuide",
                    fields=[
                        (
                            "organ",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="disclosure_guide",
                                serialize=False,
                                to="organs.organ",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0, editable=False)),
                        ("office", models.CharField(max_length=80, verbose_name="政府信息公开工作机构")),
                        ("address", models.CharField(max_length=120, verbose_name="办公地址")),
                        ("hours", models.CharField(max_length=120, verbose_name="办公时间")),
                        ("phone", models.CharField(max_length=40, verbose_name="联系电话")),
                        ("fax", models.CharField(blank=True, default="", max_length=40, verbose_name="传真")),
                        ("email", models.EmailField(blank=True, default="", max_length=254, verbose_name="电子邮箱")),
                        ("postcode", models.CharField(blank=True, default="", max_length=6, verbose_name="邮政编码")),
                        ("arrangement", models.TextField(verbose_name="信息的分类和编排")),
                        ("access", models.TextField(verbose_name="获取方式")),
                        ("updated_on", models.DateField(verbose_name="更新日期")),
                    ],
                    options={
                        "verbose_name": "政府信息公开指南",
                    },
                ),
            ]
        ),
    ]
