"""Sent inside the transaction that loads a notice: version, first, last (changed days), document."""

from django.dispatch import Signal

calendar_changed = Signal()
