from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("organs", "0006_archivists")]

    operations = [ValidateConstraint("post", "post_role_known")]
