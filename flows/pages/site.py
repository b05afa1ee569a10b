"""The pages of a night written into a folder: the index, and a page a county where one would be too long."""

import base64
import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from flows.model.overview import Department, ReportData
from flows.model.place_words import with_page
from flows.pages import wording
from flows.pages.outline import CountyView, DepartmentView, families, outline, tally

_DICTIONARY = "dictionary.html"
# What a whole night puts beside the report; each page leads to what is there.
_BESIDE = {
    _DICTIONARY: "数据仓库说明（各表各列的含义与来历）",
    "data_docs/index.html": "核对依据（Great Expectations）",
}
_HEAD = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)
_OWN_PAGE_ONLY = "default-src 'unsafe-inline' 'unsafe-eval' data: blob:"
_TEMPLATES = Path(__file__).parent / "templates"


def write_report(data: ReportData, folder: Path, dictionary: Path | None = None) -> None:
    """Leave the report in `folder`: `index.html`, and `county-*.html` where one page would be too long.

    Every page is replaced as a whole, and pages of an earlier, longer report are removed. `dictionary` is a page
    that describes the warehouse; a copy of it goes with the report. Data Docs that lie in `folder` are linked.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = set()
    if dictionary:
        (folder / _DICTIONARY).write_text(_offline(dictionary.read_text(encoding="utf-8")), encoding="utf-8")
    beside = {name: label for name, label in _BESIDE.items() if (folder / name).is_file()}
    for name, page in _pages(data, beside):
        fresh = folder / f"{name}.new"
        fresh.write_text(page, encoding="utf-8")
        os.replace(fresh, folder / name)
        written.add(name)
    for stale in folder.glob("county-*.html"):
        if stale.name not in written:
            stale.unlink()


def _offline(page: str) -> str:
    """The page of another tool, which a browser lets load nothing from anywhere: it names a tracker."""
    return _HEAD.sub(rf'\g<0><meta http-equiv="Content-Security-Policy" content="{_OWN_PAGE_ONLY}">', page, count=1)


def _pages(data: ReportData, beside: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Names and texts of the pages; the index last, so that it never leads to a page that is missing."""
    environment = _environment(data, beside)
    counties = outline(data)
    for county in counties:
        if county.page == "index.html":
            continue
        by_page: dict[str, list[DepartmentView]] = {}
        for department in county.departments:
            by_page.setdefault(department.page, []).append(department)
        for page, departments in by_page.items():
            yield page, _county_page(environment, data, county, departments, page)
        if county.page not in by_page:
            yield county.page, _county_page(environment, data, county, [], county.page)
    shown = [view.department for county in counties if county.page == "index.html" for view in county.departments]
    yield (
        "index.html",
        environment.get_template("index.html").render(
            counties=counties,
            families=families(counties),
            tally=tally(data.findings()),
            report_count=sum(1 for report in data.reports() if report.report_id),
            gone=sum(report.gone for report in data.reports()),
            most=max((county.tally.total for county in counties), default=0),
            rules=data.rules,
            is_single=bool(shown) or not counties,
        ),
    )


def _county_page(
    environment: Environment,
    data: ReportData,
    county: CountyView,
    departments: Sequence[DepartmentView],
    page: str,
) -> str:
    fired = _rule_codes(view.department for view in departments)
    return environment.get_template("county.html").render(
        county=county,
        departments=departments,
        is_department=page != county.page,
        rules=[rule for rule in data.rules if rule.code in fired],
    )


def _rule_codes(departments: Iterator[Department]) -> set[str]:
    return {
        finding.rule_code
        for department in departments
        for report in department.reports
        for finding in (*report.findings, *report.waived)
    }


def _environment(data: ReportData, beside: Mapping[str, str]) -> Environment:
    """Templates that escape every value and drop what a reader cannot see of it."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    style = (_TEMPLATES / "style.css").read_text(encoding="utf-8")
    script = (_TEMPLATES / "page.js").read_text(encoding="utf-8")
    environment.globals |= {
        "data": data,
        "beside": beside,
        "words": wording,
        "place_in_words": with_page,
        "rule_anchors": {rule.code: f"rule-{number}" for number, rule in enumerate(data.rules, start=1)},
        "style": Markup(style),
        "script": Markup(script),
        "style_hash": _csp_hash(style),
        "script_hash": _csp_hash(script),
    }
    return environment


def _finalize(value: object) -> object:
    if value is None:
        return ""
    return wording.visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _csp_hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
