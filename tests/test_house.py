"""The measured signature of the house (docs/architecture.md): small files, short functions."""

import ast
import re
from pathlib import Path
from statistics import median, quantiles

import pytest

from opportunities.representations import SHAPES

ROOT = Path(__file__).resolve().parent.parent
CODE = [
    path
    for folder in ("opportunities", "tracker")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts and path.read_text().strip()
]
TESTS = list((ROOT / "tests").rglob("*.py"))
TEMPLATES = list((ROOT / "templates").rglob("*.html"))
# Set by the database, by a parent class, or not a fact about the record.
NEVER_SHOWN = {"id", "uid", "created_at", "updated_at"}
# Kept in the house on purpose; each says why where it is left out.
WITHHELD = {
    "evidence": {"published_at"},  # It would tell how long it was hidden; `is_published` is shown.
    "source": {"text"},  # The source's own words: quoted where they matter, not handed out whole.
    "area": {"refs_given"},  # It would tell of initiatives that are gone.
    "initiative": {"withdrawn_from"},  # The answer "gone" is given by it, and tells nothing more.
}


def lines(path):
    return path.read_text().splitlines()


def functions(paths=CODE):
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.name}", node.end_lineno - node.lineno + 1


def test_files_are_small():
    assert {str(path): len(lines(path)) for path in CODE if len(lines(path)) > 300} == {}
    assert median(len(lines(path)) for path in CODE) <= 80


def test_functions_are_short():
    lengths = dict(functions())
    assert {name: length for name, length in lengths.items() if length > 50} == {}
    assert median(lengths.values()) <= 7
    assert quantiles(lengths.values(), n=10)[-1] <= 25


def test_templates_are_small():
    assert {str(path): len(lines(path)) for path in TEMPLATES if len(lines(path)) > 120} == {}
    assert median(len(lines(path)) for path in TEMPLATES) <= 25


@pytest.mark.parametrize("inline", [r"<style", r"\sstyle=", r"<script(?![^>]*\ssrc=)", r"\son[a-z]+="])
def test_templates_have_no_inline_script_or_style(inline):
    assert [str(path) for path in TEMPLATES if re.search(inline, path.read_text())] == []


def test_no_name_says_nothing():
    empty = {
        "utils",
        "helpers",
        "common",
        "manager",
        "managers",
        "handler",
        "handlers",
        "process",
        "data",
        "info",
    }
    assert [path for path in CODE if path.stem in empty or path.parent.name in empty] == []


def test_fields_are_named_never_all():
    assert [path for path in CODE if '__all__"' in path.read_text() and "fields" in path.read_text()] == []


@pytest.mark.parametrize("kind", SHAPES)
def test_no_field_is_forgotten_in_its_representation(kind):
    shape = SHAPES[kind]
    columns = {lookup.partition("__")[0] for lookup in shape.all_columns.values()}
    shown = columns | set(shape.words) | {*shape.parents, *shape.cited, *shape.many}
    fields = {field.name for field in (*shape.model._meta.fields, *shape.model._meta.many_to_many)}
    assert fields - shown - NEVER_SHOWN == WITHHELD.get(kind, set())


def test_tests_are_in_proportion():
    tests = sum(len(lines(path)) for path in TESTS)
    assert 1.3 <= tests / sum(len(lines(path)) for path in CODE) <= 2


def test_tests_are_short():
    lengths = dict(functions(TESTS))
    assert median(length for name, length in lengths.items() if ":test_" in name) <= 12
