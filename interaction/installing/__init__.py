"""From an empty database to an office at work: its organs, its first administrators, its settings."""
