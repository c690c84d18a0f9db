from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

from interaction.privacy.encryption import blind_index

AT_ONCE = 500


def index_emails(apps, schema_editor):
    """Fill the index of every address that is there already: a batch a statement, so that no row waits long."""
    party = apps.get_model("casework", "Party")
    waiting = party.objects.filter(email_index="").only("pk", "email").order_by("pk")
    batch = []
    for one in waiting.iterator(chunk_size=AT_ONCE):
        if one.email:
            one.email_index = blind_index("email", one.email.casefold())
            batch.append(one)
        if len(batch) == AT_ONCE:
            party.objects.bulk_update(batch, ["email_index"])
            batch = []
    party.objects.bulk_update(batch, ["email_index"])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("casework", "0006_codes_anew_and_email_index")]

    operations = [
        migrations.RunPython(index_emails, migrations.RunPython.noop, elidable=True),
        AddIndexConcurrently(
            model_name="party",
            index=models.Index(
                condition=models.Q(("email_index", ""), _negated=True), fields=["email_index"], name="party_by_email"
            ),
        ),
    ]
