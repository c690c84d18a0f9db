from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

from interaction.privacy.encryption import blind_index

AT_ONCE = 500


def index_second_phones(apps, schema_editor):
    """Fill the index of every second telephone that is there already: a batch a statement, so that no row waits long."""
    party = apps.get_model("casework", "Party")
    waiting = party.objects.filter(second_phone_index="", second_phone__isnull=False).only("pk", "second_phone")
    batch = []
    for one in waiting.order_by("pk").iterator(chunk_size=AT_ONCE):
        if one.second_phone:
            one.second_phone_index = blind_index("phone", one.second_phone)
            batch.append(one)
        if len(batch) == AT_ONCE:
            party.objects.bulk_update(batch, ["second_phone_index"])
            batch = []
    party.objects.bulk_update(batch, ["second_phone_index"])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("casework", "0015_second_phone_index")]

    operations = [
        migrations.RunPython(index_second_phones, migrations.RunPython.noop, elidable=True),
        AddIndexConcurrently(
            model_name="party",
            index=models.Index(
                condition=models.Q(("second_phone_index", ""), _negated=True),
                fields=["second_phone_index"],
                name="party_by_second_phone",
            ),
        ),
    ]
