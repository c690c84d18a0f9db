from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("organs", "0009_three_administrators")]

    operations = [
        ValidateConstraint("post", "post_role_known"),
        ValidateConstraint("absence", "absence_role_known"),
        ValidateConstraint("staff", "staff_nobody_may_everything"),
    ]
