"""The house rules that no linter knows: floors, constraints, settings, sizes."""

import ast
import json
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.urls import URLPattern, get_resolver

from articles.merge_rules import RULES
from articles.models.section import RESERVED_SLUGS
from entities.models import Entity
from tests.constraints import OUR_APPS, ours

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
FLOORS = ["vietnamese", "accounts", "entities", "photos", "articles", "public", "newsroom"]
# What is beside the house: it may import everything, and no floor imports it.
BESIDE = {"samples", "tests", "bench"}
# newsroom's commands fill the demo.
MAY_USE_SAMPLES = {"newsroom"}
# Modules that are no models, but that models stand on.
UNDER_MODELS = {"accounts.roles", "articles.richtext"}
# What faces people; the layers under it know nothing of requests.
FACES = {"admin", "views", "forms", "urls", "management", "middleware", "apps", "templatetags"}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    return {name_of(path): path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")}


@cache
def imports_of(path: Path) -> frozenset[str]:
    """Return what the file imports, inside functions too; `from a import b` is a and a.b."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def packages_of(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imports_of(path)}


def own_imports(name: str) -> set[str]:
    return {imported for imported in imports_of(modules()[name]) if imported in modules()}


def is_face(name: str) -> bool:
    _app, _dot, rest = name.partition(".")
    return rest.partition(".")[0] in FACES


def test_imports_go_down_only():
    upward = {
        (name, package)
        for floor, app in enumerate(FLOORS)
        for name, path in modules().items()
        if name.partition(".")[0] == app
        for package in packages_of(path) & {*FLOORS[floor + 1 :], *BESIDE}
        if not (package == "samples" and app in MAY_USE_SAMPLES)
    }

    assert len(modules()) > 100
    assert upward == set()


def test_vietnamese_is_pure_python():
    imported = {
        package
        for name, path in modules().items()
        if name.partition(".")[0] == "vietnamese"
        for package in packages_of(path)
    }

    assert imported - sys.stdlib_module_names == {"vietnamese"}


@pytest.mark.parametrize("app", OUR_APPS)
def test_models_stand_at_the_bottom_of_their_app(app):
    waiting = {name for name in modules() if re.match(rf"{app}\.models(\.|$)", name)}
    reached = set()
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= {i for i in own_imports(name) if i.startswith(f"{app}.")} - reached

    others = {name for name in reached if not re.match(rf"{app}(\.models(\..*)?)?$", name)}

    assert others == {name for name in UNDER_MODELS if name.startswith(f"{app}.")}


def test_only_faces_import_faces():
    upward = {
        (name, imported)
        for name in modules()
        # newsroom is wiring: its settings and urls name everything.
        if not is_face(name) and not name.startswith("newsroom")
        for imported in own_imports(name)
        if is_face(imported)
    }

    assert upward == set()


# What readers' pages are made of; the desk's working copy is not among it.
OF_READERS = {
    "articles.models.BylineRole",
    "articles.models.Correction",
    "articles.models.CorrectionKind",
    "articles.models.Edition",
    "articles.models.EditionAuthor",
    "articles.models.EditionEntity",
    "articles.models.EditionKind",
    "articles.models.EditionPhoto",
    "articles.models.EditionTopic",
    "articles.models.SearchWord",
    "articles.models.EditionPhotoSubject",
    "articles.models.Section",
    "articles.models.Topic",
    # Their ids, for the sitemap; what they are called stands in editions.
    "articles.models.Author",
    # What editors put on the front page, and how its slots fill from what readers see.
    "articles.models.FrontPlace",
    "articles.front.Arrangement",
    "articles.front.Chosen",
    "articles.front.LEAD",
    "articles.front.MORE",
    "articles.front.SIDE",
    "articles.front.SLOTS",
    "articles.front.fill",
    "articles.models.edition.EditionQuerySet",
    # Of the facts and the ready text of an edition.
    "articles.leading.lead_of",
    "articles.rendering.card_html",
    "articles.lengths.words_of_story",
    "articles.markup.lean",
    "articles.moments.iso",
    "articles.rendering.linkable",
    "articles.rendering.shared_picture",
    "articles.rendering.json_script_ld",
    "articles.records.Line",
    "articles.records.Told",
    "articles.moments.moment",
    "articles.records.printed",
    "articles.rendering.shown_photo",
    "articles.rendering.thumbnail",
    "articles.addresses.path_of",
    "articles.addresses.view_at",
    "articles.richtext.parse",
    "articles.richtext.serialise",
    # What stands in the index of the search.
    "articles.models.search.EDITION_BITS",
    "articles.models.search.first_key_at",
    "articles.models.search.first_key_of",
    "articles.models.search.second_of",
    "articles.searchable.HEAD",
    "articles.searchable.HEADLINE",
    "articles.searchable.TEXT",
    "articles.searchable.name_token",
    "articles.searchable.section_token",
    # What pages tell machines of pictures, of names, and of the paper.
    "articles.structured_data.creators",
    "articles.structured_names.WIKIDATA",
    "articles.structured_names.iso_date",
    "articles.structured_names.type_of",
    "articles.structured_site.Facts",
    "articles.structured_site.CORRECTIONS",
    "articles.structured_site.absolute",
    "articles.structured_site.breadcrumbs",
    "articles.structured_site.newsroom",
    "articles.structured_site.shared_default",
    "articles.structured_site.without_nothing",
    # By the name of a file of an edition that is visible.
    "articles.waiting.open_to_readers",
}
# `from a import b` is a too; the module alone gives nothing away.
MODULES_OF_READERS = {name.rpartition(".")[0] for name in OF_READERS}
THE_ONE_DOOR = "public.preview"


def imports_of_the_desk(name: str) -> set[str]:
    """Return what a module of public/ takes from articles/ beside what is of readers."""
    named = {i for i in imports_of(modules()[name]) if i.startswith("articles")}
    return named - OF_READERS - MODULES_OF_READERS


def test_readers_pages_touch_the_desk_through_one_door_only():
    found = {
        name: imported
        for name in modules()
        if name.startswith("public.") and (imported := imports_of_the_desk(name))
    }

    assert found.keys() == {THE_ONE_DOOR}
    assert {"articles.models.Article", "articles.models.Revision"} <= found[THE_ONE_DOOR]
    # And nobody goes through it but who asks for its addresses.
    users = {name for name in modules() if THE_ONE_DOOR in imports_of(modules()[name])}
    assert users == {"public.urls"}


def test_no_module_is_too_long():
    lengths = {
        name: len(path.read_text(encoding="utf-8").splitlines())
        for name, path in modules().items()
        if ".migrations." not in name
    }

    assert {name for name, length in lengths.items() if length > 400} == set()


@pytest.mark.django_db
def test_migrations_are_complete(capsys):
    # Exits where a migration is missing.
    call_command("makemigrations", check=True, dry_run=True)

    assert capsys.readouterr().out == "No changes detected\n"


def test_every_constraint_is_broken_by_a_test():
    files = sorted((ROOT / "tests").glob("*/test_constraints.py"))
    strings = {
        node.value.partition("-")[0]
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    assert len(ours()) > 50
    assert ours().keys() - strings == set()


def test_every_relation_to_a_name_says_what_merging_does_with_it():
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.remote_field is not None and field.remote_field.model is Entity
    }

    assert found == RULES.keys()
    assert all(rule.merge and rule.undo for rule in RULES.values())


# Settings


def variables_read() -> set[str]:
    tree = ast.parse((ROOT / "newsroom/settings.py").read_text(encoding="utf-8"))
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and node.func.attr in {"text", "boolean", "listed", "number"}
    }


def test_env_example_lists_what_settings_read():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    variables = [line.partition("=")[0] for line in lines if not line.startswith("#")]

    assert len(variables) == len(set(variables))
    assert set(variables) == variables_read()


def test_setup_writes_a_key_and_nothing_else_into_env(tmp_path):
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    for name in ["Makefile", ".env.example"]:
        shutil.copy(ROOT / name, tmp_path)

    subprocess.run(["make", ".env"], cwd=tmp_path, check=True, capture_output=True)

    given = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    written = (tmp_path / ".env").read_text(encoding="utf-8").splitlines()
    [[line, key]] = [pair for pair in zip(given, written, strict=True) if pair[0] != pair[1]]
    assert line == "SECRET_KEY="
    assert re.fullmatch(r"SECRET_KEY=[\w-]{60,}", key)


def test_readme_lists_what_settings_read():
    rows = re.findall(r"^\|\s*`([A-Z][A-Z0-9_]+)`\s*\|", README.read_text(encoding="utf-8"), re.M)

    assert len(rows) == len(set(rows))
    assert set(rows) == variables_read()


def test_only_the_settings_read_the_environment():
    readers = {
        name
        for name, path in modules().items()
        if re.search(r"\bos\.(environ\b(?!\.setdefault)|getenv)", path.read_text(encoding="utf-8"))
    }

    assert readers <= {"newsroom.environment", "newsroom.management.commands.serve_demo"}


ASKED = [
    "DEBUG",
    "ALLOWED_HOSTS",
    "SECURE_SSL_REDIRECT",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
]


@pytest.fixture
def in_empty_house(tmp_path):
    """Import the settings where no .env lies, in an environment that holds nothing else."""
    shutil.copytree(ROOT / "newsroom", tmp_path / "newsroom")
    code = (
        "import json; from newsroom import settings;"
        f"print(json.dumps([getattr(settings, name) for name in {ASKED}]))"
    )

    def run(**environment):
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_nothing_starts_without_a_secret_key(in_empty_house):
    done = in_empty_house()

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "django.core.exceptions.ImproperlyConfigured: "
        "SECRET_KEY is not set: `make setup` writes it to .env"
    )


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, [False, ["127.0.0.1", "localhost", "[::1]"], False, False, False]),
        ({"DEBUG": "1"}, [True, ["127.0.0.1", "localhost", "[::1]"], False, False, False]),
        (
            {"HTTPS": "1", "ALLOWED_HOSTS": "bao.example, www.bao.example"},
            [False, ["bao.example", "www.bao.example"], True, True, True],
        ),
    ],
    ids=["nothing set", "debug", "https"],
)
def test_settings_are_safe_by_default(in_empty_house, environment, expected):
    done = in_empty_house(SECRET_KEY="k" * 50, **environment)

    assert json.loads(done.stdout) == expected


def test_a_switch_is_one_or_nought(in_empty_house):
    done = in_empty_house(SECRET_KEY="k" * 50, DEBUG="yes")

    assert done.returncode == 1
    assert "DEBUG='yes': use 1 or 0" in done.stderr


@pytest.mark.parametrize("extra", ["", "-s3", "-dev"])
def test_requirements_are_pinned_and_say_why(extra):
    lines = (ROOT / f"requirements{extra}.txt").read_text(encoding="utf-8").splitlines()
    wrong = [
        line
        for line in lines
        if not line.startswith(("#", "-r "))
        and not re.fullmatch(r"[A-Za-z0-9_.-]+(\[[a-z0-9,]+\])?==[\w.]+\s+# \S.*", line)
    ]

    assert wrong == []


# Addresses


def first_segments(patterns, prefix: str = "") -> set[str]:
    """Return the literal first segments of all addresses: "admin", "media", "nhan-vat"."""
    found = set()
    for pattern in patterns:
        address = prefix + str(pattern.pattern).lstrip("^").replace("\\", "")
        if isinstance(pattern, URLPattern) or "/" in address:
            found.add(re.split(r"[/$]", address)[0])
        else:
            found |= first_segments(pattern.url_patterns, address)
    return {segment for segment in found if segment and not re.search(r"[<(]", segment)}


def test_a_section_cannot_hide_a_page():
    taken = first_segments(get_resolver().url_patterns)
    taken |= {settings.STATIC_URL.strip("/"), settings.MEDIA_URL.strip("/")}

    assert {"admin", "media", "static", "nhan-vat", "to-chuc"} <= taken
    # A slug has no dot: no section can be called robots.txt.
    assert {word for word in taken if "." not in word} - RESERVED_SLUGS == set()
