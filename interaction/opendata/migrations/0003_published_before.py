"""What was published before the database noted changes: changed last when it was published, or taken back."""

from django.db import migrations

FILL = """
INSERT INTO opendata_freshness (publication_id, changed_at, version)
SELECT id, coalesce(withdrawn_at, published_at), 1 FROM publicity_publication
ON CONFLICT (publication_id) DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("opendata", "0002_noted_by_the_database")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
