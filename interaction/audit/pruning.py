"""The end of records of reading: kept six months at least (网络安全法 A.23(3)), and for as long as the county sets."""

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction

from interaction.audit.chain import write
from interaction.audit.models import Kind, Reading
from interaction.workdays.now import now

LEAST_MONTHS, LONGEST_MONTH = 6, 31


def prune() -> int:
    """Delete the records whose time is over; a record of it takes their place in the chain. Answer how many went."""
    months = max(settings.READINGS_KEPT_MONTHS, LEAST_MONTHS)
    moment = now()
    over = moment - timedelta(days=months * LONGEST_MONTH)
    young = Reading.objects.filter(at__gte=over).order_by("seq").values_list("seq", flat=True).first()
    old = Reading.objects.filter(at__lt=over)
    last = (old.filter(seq__lt=young) if young is not None else old).order_by("-seq").first()
    if last is None:
        return 0
    with transaction.atomic():
        upto = {"upto": last.seq, "digest": bytes(last.digest).hex()}
        write([Reading(at=moment, kind=Kind.PRUNED, details=upto)])
        with connection.cursor() as cursor:
            cursor.execute("SELECT audit_prune(%s)", [last.seq])
            return int(cursor.fetchone()[0])
