from django.dispatch import Signal

# After an action, within its transaction: `document` as it stands and the log's `entry`. The search follows.
document_changed = Signal()
