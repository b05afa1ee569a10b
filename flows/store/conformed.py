"""What the models group and join by, made of a fact's words once, as it is loaded: SQL compares whole values only."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from flows.model.facts import Figure, Heading, Project, Voucher
from flows.model.totals import is_total, scope_kind
from flows.model.words import folded, plain, read_seed, split_words
from flows.model.years import YEAR
from flows.places.departments import canonical_department, conformed_department
from flows.places.gazetteer import gazetteer

_BRACKETED = re.compile(r"[（(][^（()）]*[）)]")
_YEAR_BEFORE = re.compile(rf"^[“\"]?{YEAR}年度?")
_PROJECT_BEHIND = re.compile(r"(?:建设)?项目$")
_PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Conformed:
    """How a column is made of those columns of the fact that it is named by."""

    make: Callable[..., str]
    of: tuple[str, ...]


def conformed_name(department_name: str, county_id: str) -> str:
    """The name that all spellings of a report's department share, '' where it names none."""
    county = gazetteer().counties.get(county_id)
    return conformed_department(department_name, county.county_name if county else "")


def function_code(department_name: str, county_id: str) -> str:
    """What the department is for, the same in every county, '' where its name does not tell."""
    return canonical_department(conformed_name(department_name, county_id), "")[0]


def plain_title(title: str) -> str:
    """The title reduced by `plain`, without remarks in brackets."""
    return plain(_BRACKETED.sub("", title))


def funding_source(figure_kind: str, label: str) -> str:
    """The source of money that a project figure's label names, the longest word first: 县市区财政 is no 市财政; '' for
    all of them together.
    """
    if figure_kind != _PROJECT:
        return ""
    words = plain(label)
    named = [(len(word), source) for word, source in _funding_words() if word in words]
    return max(named)[1] if named else ""


def followed_name(project_name: str) -> str:
    """The name under which a project is followed over the years: 2020年老旧小区改造项目 goes on as 老旧小区改造.

    '' where the name is of no project but of a total, or missing.
    """
    if is_total(project_name):
        return ""
    return _PROJECT_BEHIND.sub("", _YEAR_BEFORE.sub("", folded(project_name))) or project_name


def followed_scope(figure_kind: str, scope_name: str) -> str:
    """The `followed_name` of the project that a figure is of, '' where it is of none."""
    return followed_name(scope_name) if figure_kind == _PROJECT else ""


def followed_heading(project_name: str | None) -> str:
    """The `followed_name` of the one project that a report is about; '' where an earlier version did not keep it."""
    return followed_name(project_name or "")


# The columns beside those of the fact itself, by the class of facts.
CONFORMED: Mapping[type, Mapping[str, Conformed]] = {
    Heading: {
        "conformed_name": Conformed(conformed_name, ("department_name", "county_id")),
        "function_code": Conformed(function_code, ("department_name", "county_id")),
        "plain_title": Conformed(plain_title, ("title",)),
        "followed_name": Conformed(followed_heading, ("project_name",)),
    },
    Figure: {
        "scope_kind": Conformed(scope_kind, ("scope_name",)),
        "funding_source": Conformed(funding_source, ("figure_kind", "label")),
        "followed_name": Conformed(followed_scope, ("figure_kind", "scope_name")),
    },
    Project: {"followed_name": Conformed(followed_name, ("project_name",))},
    Voucher: {"followed_name": Conformed(followed_name, ("scope_name",))},
}


@cache
def _funding_words() -> tuple[tuple[str, str], ...]:
    return tuple(
        (plain(word), row["funding_source"])
        for row in read_seed("funding_sources")
        for word in split_words(row["words"])
    )
