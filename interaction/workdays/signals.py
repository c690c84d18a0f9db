"""What the calendar tells the floors above it."""

from django.dispatch import Signal

# Sent by `load_notice` inside its transaction, after the days have been rewritten, so that stored due dates
# move together with the calendar or not at all: an error raised by a receiver undoes the loading.
# Arguments: loaded (interaction.workdays.loading.Loaded).
calendar_changed = Signal()
