"""A format is a row of `formats.csv` and a module: what is forgotten of either fails here."""

import ast
import inspect
import mimetypes
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from random import Random

import pytest

import flows.readers
from flows.model.report import Report
from flows.model.words import read_seed
from flows.night.raw_folder import list_files
from flows.readers import READERS, detection
from flows.readers.formats import formats_by_extension, known_formats
from tests.beside import ROOT
from tests.fuzz.mutations import mutate
from tests.fuzz.originals import SUFFIXES, originals

# No format of a file: what is locked, and what nobody knows.
STATES = {"encrypted", "unknown"}
READ = [one for one in known_formats().values() if one.reader]
NOT_READ = [one for one in known_formats().values() if not one.reader and one.name not in STATES]


def reading_functions() -> Iterator[tuple[str, str]]:
    """Module and format of every function of the readers' families that makes a report of bytes."""
    for found in pkgutil.walk_packages(flows.readers.__path__, "flows.readers."):
        module = import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == found.name and name.startswith("read_"):
                signature = inspect.signature(function)
                if [*signature.parameters] == ["data", "source"] and signature.return_annotation is Report:
                    yield found.name.removeprefix("flows.readers."), name.removeprefix("read_")


def test_the_rows_that_are_read_and_the_functions_that_read_are_the_same() -> None:
    assert {(one.reader, one.name) for one in READ} == set(reading_functions())
    assert set(READERS) == {one.name for one in READ}


def test_a_format_that_is_read_stands_where_others_look_for_it() -> None:
    assert [one.name for one in READ if not one.extensions or not one.media_types] == []
    ranks = {row["format"]: row["sort_order"] for row in read_seed("formats")}
    assert sorted(int(ranks[one.name]) for one in READ) == [*range(1, len(READ) + 1)]
    assert [one.name for one in known_formats().values() if ranks[one.name] and not one.reader] == []


def test_a_format_without_a_reader_says_what_to_save_it_as_or_what_to_do() -> None:
    assert [one.name for one in NOT_READ if bool(one.convert_to) == bool(one.way_out)] == []
    assert [one.name for one in READ if one.convert_to or one.way_out] == []


def test_every_format_has_a_name_for_the_clerk() -> None:
    assert [one.name for one in known_formats().values() if not one.chinese_name] == []


def test_an_extension_is_in_lower_case_with_its_dot_and_means_one_format() -> None:
    extensions = [extension for one in known_formats().values() for extension in one.extensions]
    assert [one for one in extensions if one and not re.fullmatch(r"\.[a-z0-9]+", one)] == []
    assert len(extensions) == len(set(extensions)) == len(formats_by_extension())


def test_an_extension_that_stands_in_two_rows_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{**row, "extensions": row["extensions"] + "|.wps"} for row in read_seed("formats")]
    monkeypatch.setattr("flows.readers.formats.read_seed", lambda name: rows)
    known_formats.cache_clear()
    formats_by_extension.cache_clear()
    try:
        with pytest.raises(ValueError, match=r"'\.wps' stands at zip and archive"):
            formats_by_extension()
    finally:
        known_formats.cache_clear()
        formats_by_extension.cache_clear()


def test_media_types_are_those_that_everybody_knows_for_the_extensions() -> None:
    known = mimetypes.MimeTypes(filenames=())
    missing = [
        (one.name, extension, media_type)
        for one in known_formats().values()
        for extension in one.extensions
        if (media_type := known.types_map[True].get(extension)) and media_type not in one.media_types
    ]
    assert missing == []


def words_of(result: ast.expr | None) -> Iterator[str]:
    """The words that an expression may come to, whatever it chooses by."""
    match result:
        case ast.Constant(value=str(word)):
            yield word
        case ast.IfExp(body=one, orelse=other):
            yield from (*words_of(one), *words_of(other))
        case ast.BoolOp(values=values):
            yield from (word for value in values for word in words_of(value))


def test_every_name_that_telling_by_content_gives_is_a_row() -> None:
    returned = [node for node in ast.walk(ast.parse(inspect.getsource(detection))) if isinstance(node, ast.Return)]
    given = {word for one in returned for word in words_of(one.value) if word}
    assert {"html", "mht", "excelml", "docx", "zip", "ole", "txt", "unknown"} <= given
    assert given - set(known_formats()) == set()


def test_files_of_every_format_are_taken_from_raw(tmp_path: Path) -> None:
    names = sorted(f"报告{extension}" for extension in formats_by_extension())
    for name in names:
        (tmp_path / name).write_text("收入合计 1 万元", encoding="utf-8")
    assert [file.source_path for file in list_files(tmp_path).files] == names


def test_a_folder_named_like_a_file_of_any_format_is_told(tmp_path: Path) -> None:
    names = sorted(f"报告{extension}" for extension in formats_by_extension() if extension)
    for name in [*names, "报告"]:
        (tmp_path / name).mkdir()
    assert [path for path, _ in list_files(tmp_path).oddities] == names


def test_the_readme_names_every_format_that_is_read() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [one.name for one in READ if not re.search(rf"{re.escape(one.extensions[0])}\b", page)] == []


@pytest.mark.parametrize("name", [name for name in SUFFIXES if name in READERS])
def test_a_report_to_be_broken_says_the_format_of_its_row(name: str) -> None:
    assert READERS[name](originals(name)[0], Path(f"报告{SUFFIXES[name]}")).format == name


@pytest.mark.parametrize("name", SUFFIXES)
def test_there_are_ways_to_break_a_document_of_every_format_that_is_read(name: str) -> None:
    document = originals(name)[0]
    assert any(mutate(name, document, Random(seed)) != document for seed in range(4))
