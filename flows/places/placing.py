"""Which county and which department a report belongs to, and how we know.

The first source that names a county decides, in this order:

1. `manifest`: the row a person wrote in manifest.csv, a six-digit code (taken as it is) or a name.
2. `heading`: labelled lines (填报单位：…) first, then titles, then other lines with county and department.
3. `folder`: raw/<province>/<city>/<county>/<year>, any part of it, names or codes. What a number or the places in the
   text say against it is told (`elsewhere.against`), and moves nothing.
4. `dispatch_number`: a number with the abbreviations of a city and a county. Superiors' numbers carry only a
   province's or a city's abbreviation and are left out. Then a `heading` that begins with a county's name without its
   kind (恭城教育局), which is too short to speak against a folder.
5. `mentions`: the county that explains the counties, towns and communities in the text, if it leads clearly.
6. `none`: undecided; the county is ''. A report is never placed by a tie.

A name that several counties bear is decided by the city or province right before it, in the heading, in the
folder or in the text, then by the county's towns in the text, else not at all. A name in the manifest, in the
heading or in the folder that is no county of ours leaves the county '' (a code in the manifest settles it):
numbers and mentions do not overrule what somebody wrote; only the folder may stand in for the heading. The
department follows the same order on its own, so county and department can come from different sources.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from flows.places.clues import Clues, Found, by_bare_name, code_in, heading_lines, said_by, shortens
from flows.places.departments import (
    department_after,
    department_alone,
    full_department,
    name_of_function,
    speaks_of_itself,
)
from flows.places.dispatch import Issuer, issuer
from flows.places.elsewhere import against
from flows.places.evidence import best_county, best_town, points
from flows.places.gazetteer import County, gazetteer, level_above
from flows.places.naming import Named, department_named, named_at, names_department


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a report belongs.

    `county_id` is the GB/T 2260 code, '' where open, `place_source` the county's source; `conflict` tells a
    clerk in Chinese what contradicts what, '' if nothing does.
    """

    county_id: str
    department_name: str
    place_source: str
    conflict: str


def place(clues: Clues) -> Placement:
    """The county and the department of a report by its most trusted clues."""
    said = said_by(clues)
    issuers = [found for number in clues.dispatch_numbers if (found := issuer(number))]
    code = code_in(clues.manifest_county)
    county, source = _county(clues, said, issuers)
    against_folder = against(county, clues) if county and source == "folder" else ""
    named = county.county_name if county else next((found.name for found in said.values() if found.name), "")
    return Placement(
        code or (county.county_id if county else ""),
        _department(clues, county, named, issuers),
        "manifest" if code else source,
        "；".join(filter(None, (_conflict(said, has_code=bool(code)), against_folder))),
    )


def _county(clues: Clues, said: Mapping[str, Found], issuers: Sequence[Issuer]) -> tuple[County | None, str]:
    manifest, heading, folder = said.values()
    if manifest.county:
        return manifest.county, "manifest"
    if not manifest.is_known:
        return None, "none"
    if heading.county:
        return heading.county, "heading"
    if folder.county:
        return folder.county, "folder"
    if heading.is_known and (county := _issuing_county(issuers, clues)):
        return county, "dispatch_number"
    if heading.is_known and folder.is_known and (county := by_bare_name(clues)):
        return county, "heading"
    if not heading.is_known or not folder.is_known:
        return None, "none"
    county = best_county(points(clues.text))
    return county, "mentions" if county else "none"


def _issuing_county(issuers: Sequence[Issuer], clues: Clues) -> County | None:
    """The one county the numbers come from, by the text's mentions where the letters leave several."""
    sure = {found.counties[0] for found in issuers if len(found.counties) == 1}
    if len(sure) == 1:
        return next(iter(sure))
    candidates = {county for found in issuers for county in found.counties}
    if not candidates:
        return None
    seen = points(clues.text)
    return best_county({county: seen[county] for county in candidates if county in seen})


def _department(clues: Clues, county: County | None, county_name: str, issuers: Sequence[Issuer]) -> str:
    if department := "".join(clues.manifest_department.split()):
        return department
    if name := _of_owner(_department_in_heading(clues, county, county_name), clues, county_name):
        return name
    functions = {found.function_code for found in issuers if found.function_code and county in found.counties}
    if county and len(functions) == 1:
        return f"{county_name}{name_of_function(functions.pop())}"
    for part in reversed(clues.folder_parts):
        if name := department_alone(part, county_name):
            return name
    if county and speaks_of_itself(clues.body_text):
        return best_town(clues.body_text, county.county_id)
    return ""


def _department_in_heading(clues: Clues, county: County | None, county_name: str) -> str:
    lines = heading_lines(clues.heading_text)
    titles = [named for line in lines.titles if (named := department_named(line))]
    told = (
        *_named_in(lines.labelled),
        *(named for named in titles if named.region),
        *_named_in(lines.superiors),
        *titles,
        *_named_in(lines.implementers),
    )
    if told:
        return _written(told[0], county, county_name)
    for line, form in product(lines.others, dict.fromkeys((county_name, gazetteer().usual(county_name)))):
        for match in re.finditer(re.escape(form), line) if form else ():
            if name := department_after(line, match.start(), form):
                return name if form == county_name else full_department(name, county_name)
    return ""


def _named_in(values: Sequence[str]) -> Iterator[Named]:
    """The departments that labelled values name, in whatever stands with them."""
    for value in values:
        if names_department(value):
            yield named_at(value.split()[0]) or named_at("".join(value.split())) or Named("", "", value)


def _written(named: Named, county: County | None, county_name: str) -> str:
    """The department's name in full with its county; where it is another region's, with that."""
    is_own = named.region in {"", county_name, gazetteer().usual(county_name)}
    is_own = is_own or (county is not None and shortens(named.region, county))
    region = county_name if is_own else named.region
    if named.lead and not (county and named.is_of_party):
        return f"{named.lead}{region if named.region else ''}{named.name}"
    return full_department(named.name, region)


def _of_owner(name: str, clues: Clues, county_name: str) -> str:
    """The name, or the department that such reports are of where it is that of a county's government, or none."""
    is_of_county = name in {"", f"{county_name}人民政府", f"{county_name}政府"}
    if not (clues.owner_function and county_name and is_of_county):
        return name
    office = name_of_function(clues.owner_function)
    return county_name + (f"{office.removesuffix('局')}厅" if county_name.endswith(("省", "自治区")) else office)


def _conflict(said: Mapping[str, Found], has_code: bool) -> str:
    notes: list[str] = []
    trusted: tuple[str, County] | None = None
    for source, found in said.items():
        if found.county and trusted is None:
            trusted = (source, found.county)
        elif found.county and trusted and found.county != trusted[1]:
            notes.append(
                f"{source}写的是{found.county}，{trusted[0]}写的是{trusted[1]}：请核对归属，按正确的一方改正另一方"
            )
        if not found.is_known and not has_code:
            notes.append(f"{source}写的{found.name}{_outside_counties(found.name)}")
    return "；".join(notes)


def _outside_counties(name: str) -> str:
    """Why a region is no county, with the way out."""
    way_out = "或在 manifest.csv 中填写六位区划代码"
    if level_above(name):
        return f"是{level_above(name)}，不是县级行政区划，不归入任何一个县：若报告属于某个县，请改正封面，{way_out}"
    if name.endswith(gazetteer().zone_ends):
        return f"是功能区，没有县级区划代码：若要归入所在的县，请按县建文件夹，{way_out}"
    return f"不是已知的县级行政区划：请核对名称，{way_out}"
