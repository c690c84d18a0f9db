"""The database refuses to change or delete what was done to a published item."""

from django.db import migrations

APPEND_ONLY = """
CREATE TRIGGER publication_change_append_only BEFORE UPDATE OR DELETE ON publicity_publicationchange
    FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();
"""
APPEND_ONLY_BACK = "DROP TRIGGER publication_change_append_only ON publicity_publicationchange;"


class Migration(migrations.Migration):
    dependencies = [("publicity", "0002_after_publication"), ("casework", "0002_guards")]

    operations = [migrations.RunSQL(APPEND_ONLY, APPEND_ONLY_BACK)]
