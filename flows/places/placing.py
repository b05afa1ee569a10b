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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from flows.places.clues import Clues, Found, by_bare_name, code_in, heading_lines, said_by
from flows.places.departments import (
    department_after,
    department_alone,
    department_in,
    full_department,
    is_department,
    name_of_function,
    speaks_of_itself,
)
from flows.places.dispatch import Issuer, issuer
from flows.places.elsewhere import against
from flows.places.evidence import best_county, best_town, points
from flows.places.gazetteer import County, gazetteer


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
    if name := _department_in_heading(clues, county_name):
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


def _department_in_heading(clues: Clues, county_name: str) -> str:
    lines = heading_lines(clues.heading_text)
    for value in lines.labelled:
        if is_department(value):
            return full_department(value, county_name)
    if county_name:
        forms = dict.fromkeys((county_name, gazetteer().usual(county_name)))
        for line, form in product((*lines.titles, *lines.others), forms):
            for match in re.finditer(re.escape(form), line):
                if name := department_after(line, match.start(), form):
                    return name if form == county_name else full_department(name, county_name)
    return next((name for line in lines.titles if (name := department_in(line, county_name))), "")


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
            notes.append(
                f"{source}写的{found.name}不是已知的县级行政区划：请核对名称，或在 manifest.csv 中填写六位区划代码"
            )
    return "；".join(notes)
