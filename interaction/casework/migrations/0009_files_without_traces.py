from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

SCAN = models.CharField(
    choices=[
        ("unasked", "没有查毒"),
        ("waiting", "正在等待查毒"),
        ("clean", "没有查出病毒"),
        ("infected", "查出病毒，内容已经删除"),
    ],
    db_default="unasked",
    default="unasked",
    max_length=8,
)


def kept(model):
    """What both kinds of kept files are told of."""
    return [
        migrations.AddField(model, "position", models.PositiveSmallIntegerField(db_default=0, default=0)),
        migrations.AddField(model, "original", models.UUIDField(null=True)),
        migrations.AddField(model, "original_size", models.PositiveIntegerField(db_default=0, default=0)),
        migrations.AddField(model, "original_sha256", models.CharField(db_default="", default="", max_length=64)),
        migrations.AddField(model, "scan", SCAN.clone()),
    ]


class Migration(migrations.Migration):
    atomic = False  # an index made beside the work cannot be made within a transaction

    dependencies = [("casework", "0008_forms_of_steps")]

    operations = [
        *kept("attachment"),
        *kept("stashedfile"),
        migrations.AddField("stashedfile", "visitor", models.CharField(db_default="", default="", max_length=64)),
        migrations.AddField("stashedfile", "signed", models.BooleanField(db_default=False, default=False)),
        AddIndexConcurrently(
            "attachment",
            models.Index(condition=models.Q(("scan", "waiting")), fields=["added_at"], name="attachment_to_scan"),
        ),
    ]
