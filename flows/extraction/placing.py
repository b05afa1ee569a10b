"""Which county and which department a report belongs to, and how we know.

The first source that names a county decides, in this order:

1. `manifest`: the row a person wrote in manifest.csv, a six-digit code (taken as it is) or a name.
2. `heading`: labelled lines (填报单位：…) first, then titles, then other lines that name county and department together.
3. `dispatch_number`: a number with the abbreviations of a city and a county. Superiors' numbers carry only a province's
   or a city's abbreviation and are left out.
4. `folder`: raw/<province>/<city>/<county>/<year>, any part of it, names or codes.
5. `mentions`: the county that explains the counties, towns and communities named in the text, if it leads clearly.
6. `none`: undecided; the county is ''. A report is never placed by a tie.

A name that several counties bear is decided by the city or province named right before it, in the heading, in the
folder or in the text, else not at all. A county named by a person or a heading but missing from the seeds
leaves the county '' (a code in the manifest settles it); weaker sources then do not overrule it. The department follows
the same order on its own, so both can come from different sources.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from flows.extraction.departments import (
    canonical_department,
    department_after,
    department_in,
    full_department,
    is_department,
    name_of_function,
    self_words,
)
from flows.extraction.dispatch import Issuer, issuer
from flows.extraction.evidence import best_county, best_town, points
from flows.extraction.gazetteer import County, counties_in, gazetteer, narrowed
from flows.words import longest_first, read_seed, split_words

__all__ = ["Clues", "Placement", "canonical_department", "place"]

_CODE = re.compile(r"(?<!\d)(\d{6})(?!\d)")
_QUOTED = re.compile(r"《[^》]*》")
_UNKNOWN_NAME = re.compile(r"(?:^|年度?|[\s　：:省市州])([\u4e00-\u9fff]{2,7}?[县区市旗])(?=[\u4e00-\u9fff]|(?:19|20)\d\d)")
_FOLDER_NAME = re.compile(r"[\u4e00-\u9fff]{2,10}[县区市旗]")
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Clues:
    """All that can tell where a report belongs; '' or () where a source is silent."""

    manifest_county: str
    manifest_department: str
    heading_text: str
    folder_parts: tuple[str, ...]
    body_text: str
    dispatch_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a report belongs; `place_source` is the county's source, `conflict` is for a clerk, '' if nothing is wrong."""

    county_id: str
    department_name: str
    place_source: str
    conflict: str


@dataclass(frozen=True, slots=True)
class _Found:
    """What one source says: a county, or the name of one that the seeds do not have."""

    county: County | None = None
    unknown_name: str = ""


def place(clues: Clues) -> Placement:
    """The county and the department of a report by its most trusted clues."""
    manifest = _in_manifest(clues)
    heading = _in_heading(clues)
    folder = _in_folder(clues)
    issuers = [found for number in clues.dispatch_numbers if (found := issuer(number))]
    county, source = _decide(clues, manifest, heading, folder, issuers)
    code = _CODE.fullmatch(clues.manifest_county.strip())
    county_id = code[1] if code else county.county_id if county else ""
    named = county.county_name if county else heading.unknown_name or folder.unknown_name
    department = _department(clues, county, named, issuers)
    return Placement(county_id, department, "manifest" if code else source, _conflict(clues, manifest, heading, folder))


def _decide(
    clues: Clues, manifest: _Found, heading: _Found, folder: _Found, issuers: Sequence[Issuer]
) -> tuple[County | None, str]:
    if manifest.county or manifest.unknown_name:
        return manifest.county, "manifest" if manifest.county else "none"
    if heading.county:
        return heading.county, "heading"
    if heading.unknown_name:
        return (folder.county, "folder") if folder.county else (None, "none")
    if issuers and (county := _by_dispatch_number(issuers, clues)):
        return county, "dispatch_number"
    if folder.county:
        return folder.county, "folder"
    if folder.unknown_name:
        return None, "none"
    county = best_county(points(f"{clues.heading_text}\n{clues.body_text}"))
    return county, "mentions" if county else "none"


def _contexts(clues: Clues, text: str, start: int) -> Iterator[str]:
    """Where to look for the city or the province of an ambiguous name, the nearest first."""
    yield text[max(0, start - 20) : start]
    yield clues.heading_text
    yield "/".join(clues.folder_parts)
    yield clues.body_text


def _in_manifest(clues: Clues) -> _Found:
    written = clues.manifest_county.strip()
    if not written or _CODE.fullmatch(written):
        return _Found(gazetteer().counties.get(written))
    county = _by_name(written, clues)
    is_known = county or written in gazetteer().by_name or written in gazetteer().by_short_name
    return _Found(county, "" if is_known else written)


def _by_name(written: str, clues: Clues) -> County | None:
    """The county that a name as a person writes it stands for, with or without its city and its kind."""
    names = gazetteer()
    full = [name for _, name in counties_in(written)] or [written]
    candidates = names.by_name.get(full[-1]) or names.by_short_name.get(written, ())
    return narrowed(candidates, _contexts(clues, written, len(written)))


@cache
def _label() -> re.Pattern[str]:
    words = [row["words"] for row in read_seed("heading_labels") if row["field"] == "department_name"]
    spaced = (r"[\s　]*".join(map(re.escape, word)) for word in longest_first(split_words("|".join(words))))
    brackets = str.maketrans({"（": "[（(]", "）": "[）)]"})
    return re.compile(rf"^[\s　]*(?:{'|'.join(spaced).translate(brackets)})[\s　]*[：:\t][\s　]*(\S.*)$")


def _lines(heading: str) -> tuple[list[str], list[str], list[str]]:
    """Values of labelled lines, titles, and the other lines; what stands in 《》 is cited, unless it is the whole line."""
    labelled: list[str] = []
    titles: list[str] = []
    others: list[str] = []
    for line in (line.strip() for line in heading.splitlines()):
        value = _label().match(line)
        text = line.strip("《》") if _QUOTED.fullmatch(line) else _QUOTED.sub("", line)
        if value:
            labelled.append(value[1])
        elif len(text) <= _LONGEST_TITLE and not re.search(r"[。；;]", text):
            titles.append(text)
        elif text:
            others.append(text)
    return labelled, titles, others


def _in_heading(clues: Clues) -> _Found:
    labelled, titles, others = _lines(clues.heading_text)
    for lines, is_enough in ((labelled, _any_county), (titles, _any_county), (others, _with_department)):
        found = list(_counties_of(lines, clues, is_enough))
        if county := _most_frequent(found):
            return _Found(county)
        if found:
            return _Found()
        if lines is not others and (unknown := _unknown_county(lines)):
            return _Found(None, unknown)
    return _Found()


def _any_county(_line: str, _start: int, _name: str) -> bool:
    return True


def _with_department(line: str, start: int, name: str) -> bool:
    return bool(department_after(line, start, name))


def _counties_of(
    lines: Iterable[str], clues: Clues, is_enough: Callable[[str, int, str], bool]
) -> Iterator[County | None]:
    for line in lines:
        for start, name in counties_in(line):
            if is_enough(line, start, name):
                yield narrowed(gazetteer().by_name[name], _contexts(clues, line, start))


def _most_frequent(found: Sequence[County | None]) -> County | None:
    known = [county for county in found if county]
    ranked = sorted(set(known), key=known.count, reverse=True)
    if not ranked or (len(ranked) > 1 and known.count(ranked[0]) == known.count(ranked[1])):
        return None
    return ranked[0]


def _unknown_county(lines: Iterable[str]) -> str:
    """A county named like 绿野县教育局 at the beginning of a value or a title, that the seeds do not have."""
    names = gazetteer()
    for line in lines:
        for match in _UNKNOWN_NAME.finditer(line):
            name = match[1]
            is_general = name in names.regions or name in names.generic_names or name.endswith(names.generic_ends)
            if not is_general and (name[-1] == "县" or department_after(line, match.start(1), name)):
                return name
    return ""


def _by_dispatch_number(issuers: Sequence[Issuer], clues: Clues) -> County | None:
    candidates = {county for found in issuers for county in found.counties}
    sure = {found.counties[0] for found in issuers if len(found.counties) == 1}
    if len(sure) == 1:
        return next(iter(sure))
    seen = points(f"{clues.heading_text}\n{clues.body_text}")
    return best_county({county: seen[county] for county in candidates if county in seen})


def _in_folder(clues: Clues) -> _Found:
    names = gazetteer()
    for part in reversed(clues.folder_parts):
        for code in _CODE.findall(part):
            if code in names.counties:
                return _Found(names.counties[code])
    for part in reversed(clues.folder_parts):
        found = [name for _, name in counties_in(part)] or [part]
        candidates = names.by_name.get(found[-1]) or (names.by_short_name.get(part, ()) if part not in names.regions else ())
        if county := narrowed(candidates, _folder_contexts(clues, part)):
            return _Found(county)
        if candidates:
            return _Found()
    for part in reversed(clues.folder_parts):
        is_general = part in names.regions or part.endswith(names.generic_ends)
        if _FOLDER_NAME.fullmatch(part) and not is_general:
            return _Found(None, part)
    return _Found()


def _folder_contexts(clues: Clues, part: str) -> Iterator[str]:
    yield "/".join(other for other in clues.folder_parts if other != part)
    yield part
    yield clues.heading_text
    yield clues.body_text


def _department(clues: Clues, county: County | None, county_name: str, issuers: Sequence[Issuer]) -> str:
    if clues.manifest_department.strip():
        return clues.manifest_department.strip()
    if name := _department_in_heading(clues, county_name):
        return name
    functions = {found.function_code for found in issuers if found.function_code and county in found.counties}
    if county and len(functions) == 1:
        return f"{county_name}{name_of_function(functions.pop())}"
    for part in reversed(clues.folder_parts):
        if canonical_department(part, county_name)[0] and is_department(part):
            return full_department(part, county_name)
    speaks_of_itself = any(words.search(clues.body_text) for words in self_words().values())
    return best_town(clues.body_text, county.county_id) if county and speaks_of_itself else ""


def _department_in_heading(clues: Clues, county_name: str) -> str:
    labelled, titles, others = _lines(clues.heading_text)
    for value in labelled:
        if is_department(value):
            return full_department(value, county_name)
    if county_name:
        for line in (*titles, *others):
            starts = (match.start() for match in re.finditer(re.escape(county_name), line))
            for name in (department_after(line, start, county_name) for start in starts):
                if name:
                    return name
    return next((name for line in titles if (name := department_in(line, county_name))), "")


def _conflict(clues: Clues, manifest: _Found, heading: _Found, folder: _Found) -> str:
    said = [
        (source, found.county.county_id, f"{found.county.county_name}（{found.county.county_id}）")
        for source, found in (("manifest.csv ", manifest), ("报告封面或标题", heading), ("文件夹", folder))
        if found.county
    ]
    notes = [
        f"{source}写的是{name}，{said[0][0]}写的是{said[0][2]}：请核对归属，按正确的一方改正另一方"
        for source, county_id, name in said[1:]
        if county_id != said[0][1]
    ]
    has_code = bool(_CODE.fullmatch(clues.manifest_county.strip()))
    unknown = [] if has_code else [
        f"{source}写的{found.unknown_name}不在行政区划表中：请核对名称，或在 manifest.csv 中填写六位区划代码"
        for source, found in (("manifest.csv ", manifest), ("报告封面或标题", heading), ("文件夹", folder))
        if found.unknown_name
    ]
    return "；".join([*notes, *unknown])
