"""Measures how the system behaves with a million cases; see docs/performance.md. `python -m bench` runs all of it."""
