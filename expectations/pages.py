"""The pages of Data Docs: what Great Expectations decided, in tables that need no network and no script.

Great Expectations walks the suites and keeps the files. What it would write into them loads its looks from
elsewhere and puts words of reports into the page as markup, so a page is written here, from the result alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from great_expectations.core.expectation_validation_result import ExpectationSuiteValidationResult
from great_expectations.data_context.data_context.abstract_data_context import AbstractDataContext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from expectations.outcomes import check_of
from flows.model.outcomes import Check

_TEMPLATES = Path(__file__).parent / "templates"
_CONTRACT = "contract."


def site(folder: Path) -> Any:
    """The site of Data Docs in `folder`, as Great Expectations wants it told: who says what stands on a page, who
    writes it.
    """
    page = {"module_name": __name__, "class_name": "Page"}
    return {
        "class_name": "SiteBuilder",
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder.resolve())},
        "site_index_builder": {
            "class_name": "DefaultSiteIndexBuilder",
            "show_how_to_buttons": False,
            "renderer": {"module_name": __name__, "class_name": "IndexContent"},
            "view": page,
        },
        "site_section_builders": {
            "expectations": "None",
            "profiling": "None",
            "validations": {"renderer": {"module_name": __name__, "class_name": "SuiteContent"}, "view": page},
        },
    }


@dataclass(frozen=True, slots=True)
class Asked:
    """An expectation and how it ended: the comparisons that do not agree, by column, else some unexpected values."""

    check: Check
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    examples: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite that was run: some rules decided again, or what must be true of one table.

    `href` leads from the first page to the suite's, `home` back.
    """

    name: str
    is_contract: bool
    asked: tuple[Asked, ...]
    href: str
    home: str

    @property
    def unmet(self) -> int:
        """How many of its expectations failed or could not be asked."""
        return sum(1 for each in self.asked if not each.check.is_met)


@dataclass(frozen=True, slots=True)
class Content:
    """What stands on a page: a template and what fills it."""

    template: str
    values: Mapping[str, object]


class SuiteContent:
    """Says what stands on the page of one suite."""

    def render(self, result: ExpectationSuiteValidationResult) -> Content:
        """Every expectation of the suite with all that does not agree."""
        return Content("suite.html", {"suite": _suite(result)})


class IndexContent:
    """Says what stands on the first page."""

    def __init__(self, data_context: AbstractDataContext) -> None:
        self._results = data_context.stores[data_context.validation_results_store_name]

    def render(self, links: Mapping[str, Any]) -> Content:
        """Every suite with its page, in the order in which they were run."""
        hrefs = {link["expectation_suite_name"]: link["filepath"] for link in links["validations_links"]}
        results = [self._results.get(key) for key in self._results.list_keys()]
        results.sort(key=lambda result: str(result.meta["validation_time"]))
        return Content("index.html", {"suites": [_suite(result, hrefs[result.suite_name]) for result in results]})


class Page:
    """Writes a page, with every value escaped."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, content: Content, **_: object) -> str:
        """The page's HTML; what Great Expectations would tell its own views is not needed."""
        return self._environment.get_template(content.template).render(content.values)


def _suite(result: ExpectationSuiteValidationResult, href: str = "") -> Suite:
    name = str(result.suite_name)
    return Suite(
        name=name.removeprefix(_CONTRACT),
        is_contract=name.startswith(_CONTRACT),
        asked=tuple(_asked(name, one) for one in result.results),
        href=href,
        # The page lies below `validations`, the parts of the name, and the name and time of the run.
        home="../" * (name.count(".") + 4) + "index.html",
    )


def _asked(suite_name: str, result: Any) -> Asked:
    columns = tuple(result.result.get("unexpected_index_column_names") or ())
    rows = sorted(result.result.get("unexpected_index_list") or (), key=_by_report)
    return Asked(
        check=check_of(suite_name, result),
        notes=tuple(result.expectation_config.notes or ()),
        columns=columns,
        rows=tuple(tuple(row[name] for name in columns) for row in rows),
        examples=tuple(result.result.get("partial_unexpected_list") or ()),
    )


def _by_report(row: Mapping[str, object]) -> tuple[str, str]:
    return str(row.get("source_path", "")), str(row["comparison_id"])
