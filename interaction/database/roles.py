"""The roles of the database. `python -m interaction.database.roles` prints what its administrator runs once, in psql.

Three, so that whoever gets at the application's connection can neither rewrite a log nor switch off what guards it:

- the owner makes and changes tables (`manage.py migrate`) and seals anew under another key (`manage.py keys reseal`); it
  is named by OWNER_DATABASE_URL and used by commands alone. Any name will do.
- the application (DATABASE_URL) owns nothing, and adds to logs without changing or removing anything there.
- the keeper signs in nowhere. What ends by law - the words of a person who is forgotten, records of reading after their
  months - goes by functions that run with its rights, each of which leaves or demands an event.
"""

APPLICATION, KEEPER = "huiyin_app", "huiyin_keeper"
OWNER = "huiyin_owner"

_ROLE = """DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') THEN CREATE ROLE {name} {kind}; END IF;
END $$;
"""


def made(name: str, *, signs_in: bool) -> str:
    """The SQL that makes a role unless it is there."""
    return _ROLE.format(name=name, kind="LOGIN" if signs_in else "NOLOGIN")


# What an embedded server needs: its own administrator owns the tables.
EMBEDDED = made(APPLICATION, signs_in=True) + made(KEEPER, signs_in=False)


def script(database: str = "huiyin") -> str:
    """What is run once on a server of an office, as its administrator."""
    return "\n".join(
        (
            made(OWNER, signs_in=True) + EMBEDDED,
            f"GRANT {KEEPER} TO {OWNER};",
            f"\\password {OWNER}\n\\password {APPLICATION}",
            f"CREATE DATABASE {database} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8';",
            f"REVOKE ALL ON DATABASE {database} FROM PUBLIC;",
            f"GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {APPLICATION};",
        )
    )


if __name__ == "__main__":
    print(script())
