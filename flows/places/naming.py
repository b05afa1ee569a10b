"""The department that a title or a line of a cover names, and the region before it, as they are printed.

Titles name it at their beginning, behind the year, in a bracket or behind a blank: 青禾县民政局2023年度部门决算,
2023年度青禾县民政局部门决算, 2023年度部门决算（青禾县民政局）.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from flows.model.telling_apart import words_of_role
from flows.model.words import longest_first
from flows.model.years import YEAR
from flows.places.departments import begins_with_function, is_department, is_of_maker, is_placeholder, name_at
from flows.places.gazetteer import gazetteer

_UNIT = re.compile(
    r"(?![第各全本我该两有某])[\u4e00-\u9fff]{2,6}?(?:自治[区州县旗]|[省州盟市县区旗])(?![级域容场])(?<!城市)(?!政(?:工|设|道|园|公|管))"
)
_COMMITTEE = re.compile(r"委(?:员会)?")
_LONGEST_REGION = 16
_COUNTY_ENDS = ("县", "区", "旗")
_SPELLED_YEAR = r"[一二][〇○Ｏ零九][〇○Ｏ零一二三四五六七八九]{2}年(?:度)?"
# Behind what a name can begin: the line's own beginning aside, a year, a bracket, a dash, a blank.
_BEGINNING = re.compile(rf"{YEAR}\s*年?(?:度)?|{_SPELLED_YEAR}|[（(—－-]+|[\s　]+")
_FRONT = re.compile(r"^(?:附件[\d一二三四五六七八九十]*[:：]?|关于|《|第[一二三四五六七八九十]{1,3}(?:部分|章|编))+")
_NUMBERED = re.compile(r"^[\s　]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])")
_MEETING_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+(?:届|次)")
_BEHIND_REGION = re.compile(rf"{YEAR}|本级|[一二][〇○零]|地方|财政|预算|一般公共")


@dataclass(frozen=True, slots=True)
class Named:
    """A department as printed: what leads it (中共, 政协), the region right before it, '' where none, and its name."""

    lead: str
    region: str
    name: str

    @property
    def is_of_party(self) -> bool:
        """Whether the Party leads it, which a department's own name leaves out."""
        return self.lead in {"中共", "中国共产党"}


def department_named(line: str) -> Named | None:
    """The department that a title or a line of a cover names, None where it names none.

    A line with a label, one that tells of a meeting or of who made the form, and a numbered heading without a
    region name none.
    """
    if "：" in line or ":" in line or is_of_maker(line) or _tells_of_meeting(line):
        return None
    is_numbered = bool(_NUMBERED.match(line))
    found = [named for text in _beginnings(line) if (named := named_at(text))]
    return next((named for named in found if named.region or not is_numbered), None)


def names_department(value: str) -> bool:
    """Whether a labelled value names a department: it ends like one, or begins with one that its county tells."""
    return is_department(value) or named_at("".join(value.split())) is not None


def named_at(text: str) -> Named | None:
    """The department that a text begins with, None where it begins with none or with a placeholder."""
    lead = next((word for word in gazetteer().lead_words if text.startswith(word)), "")
    rest = text[len(lead) :]
    region, end = region_at(rest)
    name = name_at(rest[end:], is_behind_county=bool(region))
    if not name and lead and (match := _COMMITTEE.match(rest, end)):
        name = match[0]
    return Named(lead, region, name) if name and not is_placeholder(f"{region}{name}") else None


def region_named(line: str) -> str:
    """The region that a title names without a department: 绿野县2023年度报告, 青云县本级财政决算; '' where none."""
    for text in _beginnings(line):
        region, end = region_at(text)
        if region and _BEHIND_REGION.match(text, end):
            return region
    return ""


def region_at(text: str) -> tuple[str, int]:
    """The last of the regions that a text begins with, from the province down to one county, and where it ends."""
    region, end = "", 0
    while step := _one_region(text[end:]):
        region, end = step, end + len(step)
        if _is_county(region):
            break
    zone = "" if _is_county(region) else _zone_at(text[end:])
    return (zone, end + len(zone)) if zone else (region, end)


def _is_county(region: str) -> bool:
    is_county = region.endswith(_COUNTY_ENDS) and not region.endswith("自治区")
    return is_county or region in gazetteer().by_name


def _one_region(text: str) -> str:
    names = gazetteer()
    for length in range(min(_LONGEST_REGION, len(text) - 1), 1, -1):
        if (name := text[:length]) in names.regions or (name in names.by_name and name not in names.generic_names):
            return name
    if begins_with_function(text) or not (match := _UNIT.match(text)):
        return ""
    name = match[0]
    is_general = name in names.generic_names or name.endswith(names.generic_ends)
    return "" if is_general or match.end() == len(text) else name


def _zone_at(text: str) -> str:
    """The zone before a bureau of its own or its committee (云岭高新技术产业开发区财政局), '' where none is."""
    match = _zones().match(text)
    return match[0] if match and name_at(text[match.end() :]) else ""


@cache
def _zones() -> re.Pattern[str]:
    return re.compile(rf"[\u4e00-\u9fff]{{2,14}}?(?:{'|'.join(longest_first(gazetteer().zone_ends))})")


def _beginnings(line: str) -> Iterator[str]:
    """What stands from each place on where a name can begin, without blanks."""
    yield from dict.fromkeys(
        _FRONT.sub("", "".join(line[start:].split()))
        for start in (0, *(match.end() for match in _BEGINNING.finditer(line)))
    )


def _tells_of_meeting(line: str) -> bool:
    return bool(_MEETING_ORDINAL.search(line)) or any(word in line for word in words_of_role("meeting"))
