from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The orders with a bad rating about which nobody has decided."""

    atomic = False
    dependencies = [("hotline", "0004_rework_refused")]

    operations = [
        AddIndexConcurrently(
            "workorder",
            models.Index(
                fields=["case_ptr"],
                condition=models.Q(
                    models.Q(("settled", "no"), ("stars__lte", 2), _connector="OR"),
                    ("rework_refused", False),
                    ("reworked", False),
                ),
                name="order_badly_rated",
            ),
        ),
        RemoveIndexConcurrently("workorder", "order_unsettled"),
    ]
