from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

NEXT = Coalesce("next_due_on", Value("9999-12-31", output_field=models.DateField()))
OPEN = Q(closed_on__isnull=True)
DESK = Q(closed_on__isnull=True, awaits__in=["call_agent", "intake", "supervisor"])
INDEXES = [
    models.Index(F("handler"), NEXT, F("id"), condition=OPEN, name="case_next_of_handler"),
    models.Index(F("awaits"), F("organ"), NEXT, F("id"), condition=OPEN, name="case_next_awaiting"),
    models.Index(F("addressed_to"), F("awaits"), NEXT, F("id"), condition=DESK, name="case_next_at_desk"),
]


class Migration(migrations.Migration):
    """The queue of what waits for somebody is sorted by that person's own limits."""

    atomic = False
    dependencies = [("casework", "0004_next_due_on")]

    operations = [
        *(AddIndexConcurrently(model_name="case", index=index) for index in INDEXES),
        *(
            RemoveIndexConcurrently(model_name="case", name=name)
            for name in ("case_open_of_handler", "case_open_awaiting", "case_open_at_desk")
        ),
    ]
