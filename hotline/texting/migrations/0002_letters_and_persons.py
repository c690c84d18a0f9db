import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0001_initial"),
        ("texting", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                ("phone_index", models.CharField(db_index=True, max_length=64)),
                ("letter", models.CharField(max_length=1)),
                ("invited_at", models.DateTimeField()),
            ],
            options={"verbose_name": "评价邀请"},
        ),
        migrations.AddField(
            model_name="receivedtext",
            name="to_a_person",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
