"""When what told who had given opinions was erased (个人信息保护法 A.47)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0002_guards"),
    ]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="forgotten_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
