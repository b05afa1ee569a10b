"""Scores of small forms as a county fills them in: what is wrong is found, and no other error or warning is told.

`forms.txt` holds a form after the other: its name, what is expected (a rule, its severity and words of the finding, `;`
between several), its title and its blocks; `<n>` and `^n` behind a cell's words are its columns and rows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import pytest

from flows.asking.checking import check
from flows.extraction import SourceClues
from flows.judging.register import rules
from flows.model.facts import Comparison

_SPANS = re.compile(r"^(?P<words>.*?)(?:\s*<(?P<columns>\d+)>)?(?:\s*\^(?P<rows>\d+))?$")
_FEWEST = 30


@dataclass(frozen=True, slots=True)
class Form:
    """A form as HTML, with rule, severity and words of every error and warning about scores that it deserves."""

    name: str
    page: str
    expected: tuple[tuple[str, str, str], ...]


@cache
def forms() -> tuple[Form, ...]:
    """All forms, in the order of the file."""
    text = (Path(__file__).parent / "forms.txt").read_text(encoding="utf-8")
    return tuple(map(_form, text.split("=== ")[1:]))


def _form(text: str) -> Form:
    name, expects, title, *lines = text.strip().split("\n")
    words = filter(None, expects.removeprefix("expects:").strip().split(";"))
    expected = tuple((code, severity, about) for code, severity, about in map(str.split, words))
    return Form(name.strip(), "".join(_page(title.removeprefix("# "), lines)), expected)


def _page(title: str, lines: list[str]) -> Iterator[str]:
    yield f"<html><head><meta charset='utf-8'><title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>"
    is_open = False
    for line in lines:
        is_row = line.startswith("|")
        if is_row != is_open:
            yield "<table border='1'>" if is_row else "</table>"
        is_open = is_row
        yield _row(line) if is_row else f"<p>{escape(line)}</p>"
    yield "</table></body></html>" if is_open else "</body></html>"


def _row(line: str) -> str:
    cells = [_SPANS.match(cell.strip()) for cell in line.strip().strip("|").split("|")]
    return "".join(
        ["<tr>"]
        + [
            f"<td colspan='{cell['columns'] or 1}' rowspan='{cell['rows'] or 1}'>{escape(cell['words'])}</td>"
            for cell in cells
            if cell
        ]
        + ["</tr>"]
    )


def _told(form: Form) -> list[Comparison]:
    """What is found about scores in a form, hints included."""
    checked = check(form.page.encode(), SourceClues(f"{form.name}.html"))
    return [one for one in checked.comparisons if one.status == "fail" and rules()[one.rule_code].dimension == "scores"]


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_what_is_wrong_is_found_and_nothing_else(form: Form):
    told = _told(form)
    for code, severity, about in form.expected:
        assert [one for one in told if (one.rule_code, one.severity) == (code, severity) and about in one.explanation]
    others = [
        one.explanation
        for one in told
        if one.severity != "info"
        and not any(code == one.rule_code and about in one.explanation for code, _, about in form.expected)
    ]
    assert others == []


def test_there_are_forms_of_both_kinds():
    wrong = [form for form in forms() if form.expected]
    assert len(forms()) >= _FEWEST and len(wrong) > _FEWEST // 3 and len(forms()) - len(wrong) > _FEWEST // 3
