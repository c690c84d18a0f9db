"""Backups of database and files as one point, how they are brought back, and the list of who is forgotten, kept outside them."""
