"""Which county and department stands on which page, and the counts that go with it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flows.model.overview import County, Department, Finding, ReportData
from flows.pages.wording import FAMILIES, OTHER_FAMILY, UNPLACED_COUNTY, UNPLACED_DEPARTMENT, family_of

# Beyond these a page gets slow to scroll and useless to print: findings and reports together.
ITEMS_ON_INDEX = 250
ITEMS_ON_COUNTY_PAGE = 400


@dataclass(frozen=True, slots=True)
class Tally:
    """Findings counted by severity, and how many of them are new or back again."""

    error: int = 0
    warn: int = 0
    info: int = 0
    new: int = 0
    regressed: int = 0

    @property
    def total(self) -> int:
        """All findings, whatever their severity."""
        return self.error + self.warn + self.info


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """A department, its counts, and where it stands: a page and an anchor on it."""

    department: Department
    name: str
    page: str
    anchor: str
    tally: Tally

    @property
    def href(self) -> str:
        """The link to the department from any page of the report."""
        return f"{self.page}#{self.anchor}"


@dataclass(frozen=True, slots=True)
class CountyView:
    """A county, its counts by severity and by family of rules, and where it stands."""

    county: County
    name: str
    page: str
    anchor: str
    tally: Tally
    by_family: Mapping[str, int]
    report_count: int
    departments: tuple[DepartmentView, ...]

    @property
    def href(self) -> str:
        """The link to the county from any page of the report."""
        return f"{self.page}#{self.anchor}"


def tally(findings: Iterable[Finding]) -> Tally:
    """The findings counted; a severity nobody knows counts as a warning, so that it is seen."""
    severities: Counter[str] = Counter()
    lifecycles: Counter[str] = Counter()
    for finding in findings:
        severities[finding.severity if finding.severity in ("error", "info") else "warn"] += 1
        lifecycles[finding.lifecycle] += 1
    return Tally(
        severities["error"],
        severities["warn"],
        severities["info"],
        lifecycles["new"],
        lifecycles["regressed"],
    )


def outline(data: ReportData) -> tuple[CountyView, ...]:
    """Every county with its place: all on the index, else on a page each, a long one split by department."""
    on_index = sum(_items(county) for county in data.counties) <= ITEMS_ON_INDEX
    codes = _page_codes([county.county_id for county in data.counties])
    return tuple(
        _county_view(county, number, "index.html" if on_index else f"county-{code}.html")
        for number, (county, code) in enumerate(zip(data.counties, codes, strict=True), start=1)
    )


def families(counties: Iterable[CountyView]) -> tuple[str, ...]:
    """The columns of the county table; rules outside every family have one only where there are any."""
    has_others = any(county.by_family.get(OTHER_FAMILY) for county in counties)
    return (*(name for _, name in FAMILIES), *([OTHER_FAMILY] if has_others else []))


def _county_view(county: County, number: int, page: str) -> CountyView:
    split = page != "index.html" and _items(county) > ITEMS_ON_COUNTY_PAGE
    return CountyView(
        county=county,
        name=county.name or UNPLACED_COUNTY,
        page=page,
        anchor=f"county-{number}",
        tally=tally(county.findings()),
        by_family=Counter(family_of(finding.rule_code) for finding in county.findings()),
        report_count=sum(1 for report in county.reports() if report.report_id),
        departments=tuple(
            DepartmentView(
                department=department,
                name=department.name or UNPLACED_DEPARTMENT,
                page=page.replace(".html", f"-{position:03}.html") if split else page,
                anchor=f"department-{number}-{position}",
                tally=tally(department.findings()),
            )
            for position, department in enumerate(county.departments, start=1)
        ),
    )


def _items(county: County) -> int:
    return sum(1 + len(report.findings) for report in county.reports())


def _page_codes(county_ids: Iterable[str]) -> list[str]:
    """A file name's part for each county: its code, or its position where the code cannot be one."""
    codes: list[str] = []
    for position, county_id in enumerate(county_ids, start=1):
        usable = re.fullmatch("[0-9]{1,12}", county_id) and county_id not in codes
        codes.append(county_id if usable else f"n{position}")
    return codes
