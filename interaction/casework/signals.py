"""What upper rooms may follow, within the transaction of a step."""

from django.dispatch import Signal

# A case changed and its event is written. Sent with `case` (as its channel's model) and `event`.
event_recorded = Signal()
