from django.db import migrations

from interaction.privacy.encryption import SealedField, seal, unseal

AT_ONCE = 500
TABLES = ("casework_attachment", "casework_stashedfile")


def rewritten(table, source, target, made):
    """Fill one column from another, a batch a transaction, so that no row waits long."""

    def forwards(apps, schema_editor):
        connection = schema_editor.connection
        while True:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT id, {source} FROM {table} WHERE {target} IS NULL LIMIT {AT_ONCE}")  # noqa: S608
                rows = cursor.fetchall()
                if not rows:
                    return
                # Bound to the column as it is called in the end.
                values = [(made(value, f"{table}.name.{key}"), key) for key, value in rows]
                cursor.executemany(f"UPDATE {table} SET {target} = %s WHERE id = %s", values)  # noqa: S608

    return forwards


def sealing(table):
    """Seal what files are called, under the same column; backwards it is opened again."""
    return [
        migrations.RunSQL(
            f'ALTER TABLE "{table}" ADD COLUMN "name_sealed" bytea NULL',
            f'-- squawk-ignore ban-drop-column\nALTER TABLE "{table}" DROP COLUMN "name_sealed"',
        ),
        migrations.RunPython(
            rewritten(table, "name", "name_sealed", lambda name, bound: seal(name.encode(), bound)),
            rewritten(table, "name_sealed", "name", lambda name, bound: unseal(bytes(name), bound).decode()),
        ),
        migrations.RunSQL(
            [
                f'-- squawk-ignore ban-drop-column\nALTER TABLE "{table}" DROP COLUMN "name"',
                f'-- squawk-ignore renaming-column\nALTER TABLE "{table}" RENAME COLUMN "name_sealed" TO "name"',
                f'-- squawk-ignore adding-not-nullable-field\nALTER TABLE "{table}" ALTER COLUMN "name" SET NOT NULL',
            ],
            [
                f'ALTER TABLE "{table}" RENAME COLUMN "name" TO "name_sealed"',
                f'ALTER TABLE "{table}" ALTER COLUMN "name_sealed" DROP NOT NULL',
                f'ALTER TABLE "{table}" ADD COLUMN "name" varchar(120) NULL',
            ],
            state_operations=[
                migrations.AlterField(table.partition("_")[2], "name", SealedField(blank=True, default=""))
            ],
        ),
    ]


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("casework", "0013_words_sealed_anew")]

    operations = [one for table in TABLES for one in sealing(table)]
