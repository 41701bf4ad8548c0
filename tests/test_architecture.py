"""The rules of the house: who may import whom, how long a file may grow, and what must be documented."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "articles"

# From the bottom up; a room may import from rooms below it, never from one beside or above it.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("records", "arrays"),
    ("reading", "linking", "search.language", "charts", "citing", "differences", "postings"),
    ("models",),
    ("importing", "search"),
    ("problems",),
    ("filters", "analysis", "templatetags", "shapes"),
    ("views", "api", "feeds", "exports", "desk", "correcting"),
    ("urls", "admin", "management", "apps"),
)
PURE = (
    "records",
    "arrays",
    "reading",
    "linking",
    "search.language",
    "charts",
    "citing",
    "differences",
    "postings",
)
NOT_PURE = {"django", "psycopg", "newsarchive"}
JUNK = {"utils", "helpers", "common", "misc", "shared", "tools"}
LONGEST_FILE = 500


def room_of(module: str) -> str:
    """The room that a module of `articles` stands in: search.language is one of its own."""
    parts = module.split(".")[1:]
    if parts[:2] == ["search", "language"]:
        return "search.language"
    return parts[0] if parts else ""


def floor_of(room: str) -> int:
    """The number of the floor of a room; fails for one that the plan does not have."""
    for number, rooms in enumerate(FLOORS):
        if room in rooms:
            return number
    raise AssertionError(f"articles/{room} is in no floor of the plan: give it a place in FLOORS")


def sources() -> Iterator[tuple[Path, str]]:
    """Every module of the archive, with its dotted name."""
    for path in sorted(ARTICLES.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "migrations" not in parts:
            yield path, ".".join(part for part in parts if part != "__init__")


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """What a module imports, by dotted name, and whether only a type checker sees it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((name.name, id(node) in hidden) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: imports are absolute here"
            yield from ((f"{node.module}.{name.name}", id(node) in hidden) for name in node.names)


@pytest.mark.parametrize(("path", "module"), [pytest.param(*found, id=found[1]) for found in sources()])
def test_imports_only_point_down(path: Path, module: str) -> None:
    room = room_of(module)
    if not room:
        return
    for name, _ in imports(path):
        other = room_of(name) if name.startswith("articles.") else ""
        if other and other != room and not (room == "search" and other == "search.language"):
            assert floor_of(other) < floor_of(room), f"{module} imports {name}: that is not below it"


@pytest.mark.parametrize(("path", "module"), [pytest.param(*found, id=found[1]) for found in sources()])
def test_reading_and_linking_know_neither_django_nor_the_database(path: Path, module: str) -> None:
    if room_of(module) in PURE:
        outside = [name for name, _ in imports(path) if name.split(".")[0] in NOT_PURE]
        assert not outside


def test_there_is_no_junk_drawer_and_no_room_without_end() -> None:
    for path, module in sources():
        assert module.split(".")[-1] not in JUNK
        assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE, f"{path}: make two of it"


def test_every_module_says_in_its_first_line_what_it_is() -> None:
    for path, module in sources():
        if path.read_text(encoding="utf-8").strip():
            assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), (
                f"{module} has no docstring"
            )


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    for name, app in get_commands().items():
        if app == "articles":
            assert f"## {name}" in text, f"docs/commands.md says nothing of manage.py {name}"


def test_every_environment_variable_is_documented() -> None:
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "newsarchive").rglob("*.py"))
    readers = "text|boolean|whole_number|names|choice|origins"
    names = set(re.findall(rf"\b(?:{readers})\(\s*[\"']([A-Z_]+)[\"']", code))
    assert {"DEBUG", "DATABASE_URL", "NEWSARCHIVE_DATA", "SECRET_KEY", "PORT"} <= names
    for name in sorted(names):
        assert f"`{name}`" in text, f"docs/settings.md says nothing of {name}"


def test_links_between_documents_lead_somewhere() -> None:
    for path in [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}, which is not there"
