from django.db import migrations

# Who might everything is a system administrator from now on: security and audit are nobody's until two name somebody.
SYSTEM_ADMINISTRATORS = """
INSERT INTO organs_post (staff_id, organ_id, role)
SELECT person.id, county.id, 'administrator' FROM organs_staff person JOIN organs_organ county ON county.parent_id IS NULL
WHERE person.is_superuser AND person.is_active
    AND NOT EXISTS (SELECT 1 FROM organs_post held WHERE held.staff_id = person.id AND held.role = 'administrator')
ON CONFLICT DO NOTHING;
UPDATE organs_staff person SET is_superuser = false,
    is_staff = EXISTS (SELECT 1 FROM organs_post held WHERE held.staff_id = person.id AND held.role = 'administrator')
WHERE is_superuser OR is_staff
    OR EXISTS (SELECT 1 FROM organs_post held WHERE held.staff_id = person.id AND held.role = 'administrator');
"""


class Migration(migrations.Migration):
    dependencies = [("organs", "0007_archivists_validated")]

    operations = [migrations.RunSQL(SYSTEM_ADMINISTRATORS, migrations.RunSQL.noop)]
