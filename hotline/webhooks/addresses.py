"""An http address as doors take and keep one. Plain Python."""

LONGEST_ADDRESS = 500
# No backslash, which browsers read as a slash; no user and password.
ADDRESS = r"https?://[A-Za-z0-9.\-]+(:[0-9]{1,5})?([/?#][!-\[\]-~]*)?"
