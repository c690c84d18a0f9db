"""Who may do what in the database: the owner of its tables, the application, and the keeper of what only ever grows."""
