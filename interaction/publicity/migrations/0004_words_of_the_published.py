"""The words of what has been published before: in batches, each committed by itself, so that nothing waits for long."""

from typing import Any

from django.db import migrations, transaction

BATCH = 1000


def fill(apps: Any, schema_editor: Any) -> None:
    from interaction.publicity.similar import as_vector, words_of

    publications = apps.get_model("publicity", "Publication").objects.filter(withdrawn_at=None).order_by("pk")
    done = 0
    while True:
        rows = publications.filter(pk__gt=done).values_list("pk", "title", "content")[:BATCH]
        batch = [(pk, as_vector(words_of(title, content))) for pk, title, content in rows]
        if not batch:
            return
        with transaction.atomic(using=schema_editor.connection.alias), schema_editor.connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO publicity_publicationwords (publication_id, typical, words)"
                " VALUES (%s, false, %s::tsvector) ON CONFLICT (publication_id) DO NOTHING",
                batch,
            )
        done = batch[-1][0]


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("publicity", "0003_changes_append_only")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
