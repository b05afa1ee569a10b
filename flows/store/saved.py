"""Questions that are asked again and again: each a file of SQL that says in its first lines what it answers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.model.settings import PROJECT
from flows.store.query import Answer, NotAQuestion, ask

QUERIES = PROJECT / "warehouse" / "queries"

_LINE = re.compile(r"--\s*(?P<key>title|description|parameter)(?P<what>[^:\n]*):\s*(?P<words>.*)")
# What the published reports hold of what a parameter names; numbers such as 低于多少 may be any.
_AT_HAND = {
    "county": """
        select county_name from marts.dim_counties where county_id in (select county_id from marts.dim_reports)
    """,
    "department": "select canonical_name from marts.dim_departments",
    "function": "select function_name from marts.dim_departments",
    "indicator": "select unnest([indicator_name, indicator_code]) from marts.dim_indicators",
    "programme": "select programme_name from marts.dim_projects",
    "rule": "select rule_code from quality.findings where status = 'fail'",
    "year": "select fiscal_year from marts.dim_reports",
}
_PARAMETER = re.compile(r"\s*(?P<name>\w+)\s+(?P<kind>integer|text)\s*(?:=\s*(?P<default>\S+)\s*)?$")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may be given to a question; without a default, nothing given means everything."""

    name: str
    kind: str
    words: str
    default: str | None


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question by its file's name, with Chinese words for people."""

    name: str
    title: str
    description: str
    parameters: Sequence[Parameter]
    sql: str

    def values(self, given: Mapping[str, str]) -> Mapping[str, str | int | None]:
        """The value of every parameter; raises `NotAQuestion` for one that is unknown or no number."""
        known = {parameter.name: parameter for parameter in self.parameters}
        if unknown := [name for name in given if name not in known]:
            raise NotAQuestion(f"{self.name} 没有参数 {'、'.join(unknown)}；可用：{'、'.join(known) or '无'}")
        return {name: _value(parameter, given.get(name, parameter.default)) for name, parameter in known.items()}


def _value(parameter: Parameter, text: str | None) -> str | int | None:
    if text is None or parameter.kind == "text":
        return text
    if not re.fullmatch(r"-?\d{1,9}", text):
        raise NotAQuestion(f"参数 {parameter.name}（{parameter.words}）应为整数，不是“{text}”")
    return int(text)


def read_query(path: Path) -> SavedQuery:
    """The question of one file; raises ValueError where it does not say what it answers."""
    sql = path.read_text(encoding="utf-8")
    said: dict[str, str] = {}
    parameters = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        match = _LINE.match(line)
        if match is None:
            raise ValueError(f"{path.name}: not understood: {line}")
        if match["key"] != "parameter":
            said[match["key"]] = match["words"]
            continue
        declared = _PARAMETER.match(match["what"])
        if declared is None:
            raise ValueError(f"{path.name}: not understood: {line}")
        parameters.append(Parameter(declared["name"], declared["kind"], match["words"], declared["default"]))
    if missing := [key for key in ("title", "description") if not said.get(key)]:
        raise ValueError(f"{path.name}: no {' and no '.join(missing)} in the first lines")
    return SavedQuery(path.stem, said["title"], said["description"], tuple(parameters), sql)


def saved_queries(folder: Path = QUERIES) -> Mapping[str, SavedQuery]:
    """Every saved question by its name, in order."""
    return {path.stem: read_query(path) for path in sorted(folder.glob("*.sql"))}


def ask_saved(database: Path, name: str, given: Mapping[str, str], folder: Path = QUERIES) -> Answer:
    """The answer to a saved question; raises `NotAQuestion` for an unknown name or parameter."""
    known = saved_queries(folder)
    if name not in known:
        raise NotAQuestion(f"没有名为 {name} 的问题；可用：{'、'.join(known)}")
    return ask(database, known[name].sql, known[name].values(given))


@dataclass(frozen=True, slots=True)
class NotAtHand:
    """A value that no published report holds, and those that reports do hold, the likest first."""

    parameter: str
    value: str
    at_hand: Sequence[str]


def not_at_hand(database: Path, given: Mapping[str, str]) -> Sequence[NotAtHand]:
    """Of the values given to a saved question those for which there can be no answer."""
    found = []
    for parameter, value in given.items():
        if parameter in _AT_HAND:
            values = {str(row[0]) for row in ask(database, _AT_HAND[parameter]).rows if row[0] is not None}
            likest = sorted(sorted(values), key=lambda one: -len(set(one) & set(value)))
            found.append(NotAtHand(parameter, value, likest))
    return [one for one in found if one.value not in one.at_hand]
