from django.db import migrations

# The application may not remove records of reading. Those whose months are over go by this function, which runs as the keeper
# of logs (interaction/database/roles.py); the table's own trigger asks for the record that takes their place.
PRUNED = """
CREATE FUNCTION audit_prune(upto bigint) RETURNS bigint LANGUAGE sql SECURITY DEFINER AS $$
    WITH gone AS (DELETE FROM audit_reading WHERE seq <= upto RETURNING 1) SELECT count(*) FROM gone;
$$;
REVOKE ALL ON FUNCTION audit_prune(bigint) FROM PUBLIC;
"""
BACK = "DROP FUNCTION audit_prune(bigint);"


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_network_sealed_anew")]

    operations = [migrations.RunSQL(PRUNED, BACK)]
