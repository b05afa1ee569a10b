"""The keys of the tables, read from the tests that dbt holds them by: one home for both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from flows.model.words import SEEDS

_MODELS = SEEDS.parent / "models"
_SCHEMAS = ("marts", "quality")


@dataclass(frozen=True, slots=True)
class Keys:
    """Columns of the primary key, and foreign keys as (column, schema, table, column there)."""

    primary: tuple[str, ...] = ()
    foreign: tuple[tuple[str, str, str, str], ...] = ()


@cache
def read_keys() -> Mapping[str, Keys]:
    """The keys of every table of `marts` and `quality` by its name."""
    models = dict(_models())
    homes = {model["name"]: schema for schema, model in models.values()}
    return {name: Keys(_primary(model), _foreign(model, homes)) for name, (_, model) in models.items()}


def _models() -> Iterator[tuple[str, tuple[str, Mapping[str, Any]]]]:
    for schema in _SCHEMAS:
        for file in sorted((_MODELS / schema).glob("*.yml")):
            for model in yaml.safe_load(file.read_text(encoding="utf-8")).get("models", ()):
                yield model["name"], (schema, model)


def _primary(model: Mapping[str, Any]) -> tuple[str, ...]:
    for test in model.get("data_tests", ()):
        if isinstance(test, Mapping) and "unique_combination" in test:
            return tuple(test["unique_combination"]["arguments"]["columns"])
    unique = [column["name"] for column in model["columns"] if "unique" in column.get("data_tests", ())]
    return tuple(unique[:1])


def _foreign(model: Mapping[str, Any], homes: Mapping[str, str]) -> tuple[tuple[str, str, str, str], ...]:
    found = []
    for column in model["columns"]:
        for test in column.get("data_tests", ()):
            if isinstance(test, Mapping) and "relationships" in test:
                arguments = test["relationships"]["arguments"]
                table = arguments["to"].removeprefix("ref('").removesuffix("')")
                found.append((column["name"], homes[table], table, arguments["field"]))
    return tuple(found)
