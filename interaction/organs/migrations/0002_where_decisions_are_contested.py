from django.db import migrations, models

KINDS = [
    ("government", "人民政府"),
    ("office", "政府办公室"),
    ("department", "部门"),
    ("township", "乡镇（街道）"),
    ("agency", "派出机关、管理委员会"),
    ("vertical", "垂直领导机关（税务、海关等）"),
    ("branch", "市级部门派出机构"),
    ("justice", "司法行政部门"),
    ("hotline", "热线中心"),
]


class Migration(migrations.Migration):
    dependencies = [("organs", "0001_initial")]

    operations = [
        migrations.AddField(
            "organ",
            "court",
            models.CharField(
                "管辖法院",
                max_length=80,
                blank=True,
                default="",
                db_default="",
                help_text="对本单位的决定提起行政诉讼，由哪个人民法院管辖。县级以上人民政府作被告的，是中级人民法院。",
            ),
        ),
        migrations.AddField(
            "organ",
            "reconsideration_channel",
            models.CharField(
                "复议申请的互联网渠道",
                max_length=200,
                blank=True,
                default="",
                db_default="",
                help_text="网上提交行政复议申请书的网址，由行政复议机关指定（行政复议法第二十二条）。",
            ),
        ),
        migrations.AlterField(
            "organ",
            "reconsideration_organ",
            models.CharField(
                "行政复议机关",
                max_length=80,
                blank=True,
                default="",
                help_text="写明机关全称；申请人可以选择的，用顿号隔开。没有写明复议机关、法院和互联网渠道的单位，不能作出答复决定。",
            ),
        ),
        migrations.AlterField("organ", "kind", models.CharField("类别", max_length=16, choices=KINDS)),
        # A development zone's committee is an agency of the government (行政复议法 A.24(3), (4)).
        migrations.RunSQL(
            "UPDATE organs_organ SET kind = 'agency' WHERE kind = 'committee'",
            "UPDATE organs_organ SET kind = 'committee' WHERE kind = 'agency'",
        ),
    ]
