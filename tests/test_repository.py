"""What holds of the repository itself: migrations are complete and safe, files small, nothing of one machine in it."""

import ast
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.urls import URLResolver, get_resolver

from config.servers import BASE_DIR
from interaction.casework.management.commands import draw_states
from tests import landed_migrations

LONGEST = 400
PRODUCTION = ("interaction", "requests_app", "mailbox", "hotline", "config")
OURS = ("interaction", "requests_app", "mailbox", "hotline", "config", "tests", "bench")


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files"], cwd=BASE_DIR, capture_output=True, text=True, check=True)
    return [BASE_DIR / name for name in done.stdout.splitlines() if (BASE_DIR / name).is_file()]


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


@pytest.mark.django_db(transaction=True)  # an index is made concurrently outside of any
def test_migrations_are_safe_on_a_large_live_table(tmp_path: Path) -> None:
    """Squawk reads the SQL of every migration after the first of its app: the first makes its tables, empty."""
    loader, files = MigrationLoader(connection), []
    ours = {config.label for config in apps.get_app_configs() if config.name.split(".")[0] in OURS}
    for label, name in sorted(loader.disk_migrations):
        if label in ours and not name.startswith("0001"):
            migration = loader.get_migration(label, name)
            statements = loader.collect_sql([(migration, False)])
            if migration.atomic:  # a table that was made in the same transaction is empty, and nobody waits for it
                statements = ["BEGIN;", *statements, "COMMIT;"]
            files.append(tmp_path / f"{label}.{name}.sql")
            files[-1].write_text("\n".join(statements))
    assert unsafe(files) == ""


def test_migrations_only_ever_grow() -> None:
    assert landed_migrations.faults(landed_migrations.migrations(), landed_migrations.landed()) == []


def test_a_changed_migration_is_found() -> None:
    assert landed_migrations.faults({"a": "1", "c": "3"}, {"a": "2", "b": "2"}) == [
        "b has landed and is gone", "a has landed and was changed",
        "c is not recorded: python -m tests.landed_migrations",
    ]  # fmt: skip


def circles(imports: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules that import each other, be it through others."""
    reach: dict[str, set[str]] = {}
    for start in imports:
        waiting, seen = [start], set[str]()
        while waiting:
            new = imports[waiting.pop()] - seen
            seen |= new
            waiting += new
        reach[start] = seen
    found = {tuple(sorted({one, *(other for other in reach[one] if one in reach[other])})) for one in imports}
    return sorted(list(group) for group in found if len(group) > 1)


def test_no_modules_import_each_other() -> None:
    """Imports within functions count, those for types alone do not."""
    graph = grimp.build_graph(*PRODUCTION, exclude_type_checking_imports=True, cache_dir=None)
    modules = {module for module in graph.modules if ".migrations" not in module}
    assert circles({one: graph.find_modules_directly_imported_by(one) & modules for one in modules}) == []


def test_a_circle_is_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]


def names_in(resolver: URLResolver, space: str = "") -> set[str]:
    """Every name of an address, with its namespaces."""
    found: set[str] = set()
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            found |= names_in(one, f"{space}{one.namespace}:" if one.namespace else space)
        elif one.name:
            found.add(space + one.name)
    return found


def test_every_address_that_a_template_names_exists() -> None:
    known, used = names_in(get_resolver()), re.compile(r"{% url ['\"]([\w:-]+)['\"]")
    pages = [path for path in tracked() if path.suffix == ".html"]
    named = {(path.name, name) for path in pages for name in used.findall(path.read_text(encoding="utf-8"))}
    assert len(named) > 100
    assert sorted(one for one in named if one[1] not in known) == []


# By what Python asks for an address by its name; what begins with a slash or a scheme is one already.
ASKING = {"reverse", "reverse_lazy", "redirect", "resolve_url"}


def names_asked_for(source: str) -> set[str]:
    """The names of addresses that a module writes out."""
    found = set()
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call) or not (call.args or call.keywords):
            continue
        by = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        name = call.args[0] if call.args else next((one.value for one in call.keywords if one.arg == "viewname"), None)
        if by in ASKING and isinstance(name, ast.Constant) and isinstance(name.value, str) and "/" not in name.value:
            found.add(name.value)
    return found


def test_every_address_that_a_module_names_exists() -> None:
    known = names_in(get_resolver())
    modules = [path for path in tracked() if path.suffix == ".py" and path != Path(__file__)]
    named = {(path.name, name) for path in modules for name in names_asked_for(path.read_text(encoding="utf-8"))}
    assert len(named) > 50
    assert sorted(one for one in named if one[1] not in known) == []


def test_a_name_that_is_asked_for_is_found() -> None:
    source = """
redirect("portal:hoem", pk=1); urls.reverse_lazy("a:b"); reverse(viewname="c:d"); redirect("/desk/"); list.reverse()
"""
    assert names_asked_for(source) == {"portal:hoem", "a:b", "c:d"}


def test_every_decision_has_its_date_and_status() -> None:
    pages = [path for path in (BASE_DIR / "docs" / "decisions").glob("*.md") if path.name != "README.md"]
    index = (BASE_DIR / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    head = re.compile(r"# .+\n\nDate: \d{4}-\d\d-\d\d · Status: (?:accepted|replaced by \d{4})\n\n")
    assert [path.name for path in pages if not head.match(path.read_text(encoding="utf-8"))] == []
    assert [path.name for path in pages if f"({path.name})" not in index] == []


def test_an_unsafe_migration_is_found(tmp_path: Path) -> None:
    file = tmp_path / "unsafe.sql"
    file.write_text("ALTER TABLE casework_case ADD CONSTRAINT late CHECK (due_on IS NOT NULL);\n")
    assert "constraint-missing-not-valid" in unsafe([file])


def unsafe(files: list[Path]) -> str:
    """What squawk says against them."""
    if not files:
        return ""
    squawk = Path(sys.executable).with_name("squawk")
    # Timeouts are for whoever migrates to set (PGOPTIONS); Django gives each migration its transaction.
    # Whether a code of twelve letters is a text, and a count of days a bigint, is taste.
    left_out = (
        "--exclude=require-lock-timeout,require-statement-timeout,prefer-robust-stmts,transaction-nesting,"
        "prefer-text-field,prefer-bigint-over-int,prefer-bigint-over-smallint"
    )
    done = subprocess.run([squawk, "--pg-version=15", left_out, *files], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode else ""


def test_the_state_diagrams_are_current() -> None:
    page = draw_states.PAGE.read_text(encoding="utf-8")
    assert draw_states.redrawn(page) == page, "run manage.py draw_states"


def test_files_are_short_enough_to_read() -> None:
    long = [
        f"{path.relative_to(BASE_DIR)}: {lines}"
        for path in tracked()
        if path.suffix in {".py", ".js", ".html"} and "migrations" not in path.parts
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    ]
    assert long == []


def test_nothing_of_one_machine_is_in_it() -> None:
    places = re.compile(r"/(?:work|root|home/\w+|opt/pypi)/|find-links|extra-index|https?://(?:10|192\.168)\.")
    found = [
        f"{path.relative_to(BASE_DIR)}: {match[0]}"
        for path in tracked()
        if path != Path(__file__) and path.suffix not in {".png", ".ttf", ".pdf"}
        if (match := places.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert found == []


def test_every_requirement_is_pinned_with_hashes() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-embedded.lock"):
        text = (BASE_DIR / name).read_text()
        pinned = re.findall(r"^[a-z0-9][\w.\[\],-]*(\S*)", text, re.MULTILINE)
        assert pinned
        assert all(one.startswith("==") for one in pinned), name
        assert text.count("--hash=sha256:") >= len(pinned)


def test_every_test_that_a_document_names_is_there() -> None:
    """What docs say is proved names its test; a test that was renamed is renamed there as well."""
    named = re.compile(r"`((?:tests/)?[\w/]+\.py)(?:::(\w+))?`")
    files = {path.relative_to(BASE_DIR).as_posix(): path for path in tracked() if path.suffix == ".py"}
    missing = []
    for document in ("security.md", "audit.md"):
        for name, test in named.findall((BASE_DIR / "docs" / document).read_text(encoding="utf-8")):
            found = [path for where, path in files.items() if where == name or where.endswith(f"/{name}")]
            if not found or (test and not any(f"def {test}(" in path.read_text(encoding="utf-8") for path in found)):
                missing.append(f"{document}: {name}::{test}")
    assert missing == []
