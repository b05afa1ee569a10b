"""What each source says of a report's county: the manifest's row, the heading's lines, the folder."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from flows.model.telling_apart import implementer_labels, superior_labels, words_of_role
from flows.model.words import longest_first, plain, read_seed, split_words
from flows.model.years import YEAR
from flows.places.departments import canonical_department, department_after
from flows.places.evidence import best_county, points
from flows.places.gazetteer import County, abbreviates, gazetteer, narrowed, without_region
from flows.places.mentions import counties_in, is_in_passing, stands_apart
from flows.places.naming import department_named, region_named

_CODE = re.compile(r"(?<!\d)(\d{6})(?!\d)")
_QUOTED = re.compile(r"《[^》]{0,200}》")
_YEAR = re.compile(rf"^{YEAR}年度?")
_FOLDER_NAME = re.compile(r"[\u4e00-\u9fff]{2,10}[县区市旗]")
_LONGEST_TITLE = 60
_LONGEST_UNKNOWN = 6
_LONG_NAME = 6  # from here on a county's name is shortened at will: 喀左县 is 喀喇沁左翼蒙古族自治县
_NEAR = 20  # characters before a name where its city or province can stand


@dataclass(frozen=True, slots=True)
class Clues:
    """All that can tell where a report belongs; '' or () where a source is silent.

    `owner_function` is the function of the department that reports of this kind are of, whoever hands them in.
    """

    manifest_county: str
    manifest_department: str
    heading_text: str
    folder_parts: tuple[str, ...]
    body_text: str
    dispatch_numbers: tuple[str, ...]
    owner_function: str = ""

    @property
    def text(self) -> str:
        """Heading and body together."""
        return f"{self.heading_text}\n{self.body_text}"


@dataclass(frozen=True, slots=True)
class Found:
    """What one source says: a county or only a name; `is_known` tells a shared name from a foreign one."""

    county: County | None = None
    name: str = ""
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class HeadingLines:
    """A heading taken apart. What stands in 《》 is cited and left out, unless it is the whole line."""

    labelled: tuple[str, ...]
    superiors: tuple[str, ...]
    implementers: tuple[str, ...]
    titles: tuple[str, ...]
    others: tuple[str, ...]


def code_in(text: str) -> str:
    """The six-digit code that the whole text is, '' if it is none."""
    match = _CODE.fullmatch(text.strip())
    return match[1] if match else ""


def heading_lines(heading: str) -> HeadingLines:
    """Values of labelled lines (填报单位：…), those of 主管部门 and 实施单位 apart, short lines, and others."""
    labelled: list[str] = []
    superiors: list[str] = []
    implementers: list[str] = []
    titles: list[str] = []
    others: list[str] = []
    for line in (line.strip() for line in heading.splitlines()):
        match = _label().match(line)
        text = line.strip("《》") if _QUOTED.fullmatch(line) else _QUOTED.sub("", line)
        if match:
            label = plain(match[1])
            values = (
                implementers if label in implementer_labels() else superiors if label in superior_labels() else labelled
            )
            values.append(match[2])
        elif len(text) <= _LONGEST_TITLE and not re.search(r"[。；;]", text):
            titles.append(text.removeprefix("关于"))
        else:
            others.append(text)
    return HeadingLines(tuple(labelled), tuple(superiors), tuple(implementers), tuple(titles), tuple(others))


@cache
def _label() -> re.Pattern[str]:
    rows = (row["words"] for row in read_seed("heading_labels") if row["field"] == "department_name")
    words = [*(word for row in rows for word in split_words(row)), *words_of_role("line_label")]
    spaced = "|".join(r"[\s　]*".join(map(re.escape, word)) for word in longest_first(words))
    brackets = str.maketrans({"（": "[（(]", "）": "[）)]"})
    remark = r"(?:[\s　]*[（(][^（()）]{0,8}[）)])?"
    return re.compile(rf"^({spaced.translate(brackets)}){remark}[\s　]*[：:\t][\s　]*(\S.*)$")


def in_manifest(clues: Clues) -> Found:
    """The county of the manifest's row, by code or by name with or without its city and its kind."""
    names = gazetteer()
    written = clues.manifest_county.strip()
    if not written or code_in(written):
        return Found(names.counties.get(written))
    full = [name for start, name in counties_in(written) if stands_apart(written, start)] or [written]
    candidates = names.by_name.get(full[-1]) or names.by_short_name.get(written, ())
    return Found(_resolved(candidates, clues, written), written, bool(candidates))


def in_heading(clues: Clues) -> Found:
    """The county that labelled lines name, else titles, else other lines that go on with its department.

    The first line that names a county or a department of another region decides which it is.
    """
    lines = heading_lines(clues.heading_text)
    labelled = (*lines.labelled, *lines.superiors, *lines.implementers)
    for some, needs_department in ((labelled, False), (lines.titles, False), (lines.others, True)):
        places: list[tuple[str, int, str]] = []
        for line in some:
            if not needs_department and not places and (outside := _outside(line)):
                return Found(None, outside, is_known=False)
            places += [
                (line, start, name)
                for start, name in counties_in(line)
                if stands_apart(line, start) and not is_in_passing(line, start)
                if not needs_department or department_after(line, start, name)
            ]
        if places:
            return _most_frequent(places, clues)
    return Found()


def _most_frequent(places: Sequence[tuple[str, int, str]], clues: Clues) -> Found:
    known: list[County] = []
    for line, start, name in places:
        county = _resolved(gazetteer().by_name[name], clues, line[max(0, start - _NEAR) : start])
        known += [county] if county else []
    ranked = sorted(set(known), key=lambda county: (-known.count(county), county.county_id))
    is_clear = len(ranked) == 1 or (len(ranked) > 1 and known.count(ranked[0]) > known.count(ranked[1]))
    return Found(ranked[0] if is_clear else None, places[0][2])


def _outside(line: str) -> str:
    """The region of a line's department, or of what it reports on, that is no county of ours: 绿野县, 示例州."""
    named = department_named(line)
    region = named.region if named else region_named(line)
    return "" if region in gazetteer().by_name else region


def in_folder(clues: Clues) -> Found:
    """The county of the innermost folder with a county's code or name; the outer ones help to choose."""
    names = gazetteer()
    inner_first = clues.folder_parts[::-1]
    for code in (code for part in inner_first for code in _CODE.findall(part)):
        if code in names.counties:
            return Found(names.counties[code])
    for part in inner_first:
        full = [name for start, name in counties_in(part) if stands_apart(part, start)] or [part]
        short = () if part in names.regions else names.by_short_name.get(part, ())
        if candidates := names.by_name.get(full[-1]) or short:
            others = "/".join(other for other in clues.folder_parts if other != part)
            return Found(_resolved(candidates, clues, others), full[-1])
    for part in inner_first:
        is_general = part in names.regions or part.endswith(names.generic_ends)
        if _FOLDER_NAME.fullmatch(part) and not is_general:
            return Found(None, part, is_known=False)
    return Found()


def _resolved(candidates: Sequence[County], clues: Clues, nearest: str) -> County | None:
    """The one county meant by a shared name, by city and province or by its towns; None if open."""
    if len(candidates) == 1:
        return candidates[0]
    if county := narrowed(candidates, _contexts(clues, nearest)):
        return county
    seen = points(clues.text)
    return best_county({county: seen[county] for county in candidates if county in seen})


def _contexts(clues: Clues, nearest: str) -> Iterator[str]:
    """Where to look for the city or the province of an ambiguous name, the most telling first."""
    yield nearest
    yield clues.heading_text
    yield "/".join(clues.folder_parts)
    yield clues.body_text


def said_by(clues: Clues) -> Mapping[str, Found]:
    """What manifest, heading and folder say, under the names a clerk knows them by, most trusted first."""
    manifest, heading, folder = in_manifest(clues), in_heading(clues), in_folder(clues)
    known = [found.county for found in (manifest, folder) if found.county]
    if not heading.is_known and any(shortens(heading.name, county) for county in known):
        heading = Found()
    return {"manifest.csv ": manifest, "报告封面或标题": heading, "文件夹": folder}


def shortens(name: str, county: County) -> bool:
    """Whether a name is the county's long one in fewer characters of it, the first and the last among them."""
    full = county.county_name
    return len(full) >= _LONG_NAME and (name[0], name[-1]) == (full[0], full[-1]) and abbreviates(name, full)


def by_bare_name(clues: Clues) -> County | None:
    """The only county whose name without its kind opens a title or a value before a usual bureau: 恭城教育局.

    Streets, schools and hospitals bear such names without lying there: 南湖街道, 友谊医院.
    """
    lines = heading_lines(clues.heading_text)
    for line in (*lines.labelled, *lines.superiors, *lines.titles):
        text = without_region(_YEAR.sub("", line))
        for length in range(_LONGEST_UNKNOWN, 1, -1):
            candidates = gazetteer().by_short_name.get(text[:length], ())
            bureau = department_after(text, 0, text[:length]) if candidates else ""
            if bureau.endswith("局") and canonical_department(bureau, text[:length])[0]:
                return _resolved(candidates, clues, line)
    return None
