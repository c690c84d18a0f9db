"""Somebody means harm to the running system: each attack is sent to it over the wire, and what came of it is looked at."""
