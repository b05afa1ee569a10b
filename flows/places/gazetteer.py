"""Counties, towns and communities by name: the seeds counties, sample_counties, towns, communities, generic_places."""

import gc
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from flows.model.words import longest_first, read_columns, read_seed, split_words

_SHORT_NAME = 2
_KIND_OF_LEVEL = {"县级市": "市", "地级市": "市", "市辖区": "区"}  # what the names of a level end with, else the level
_CITY_KINDS = ("自治州", "地区", "市", "盟", "州")
_PROVINCE, _PREFECTURE = "省级行政区", "地级行政区"
_PROVINCE_KINDS = ("自治区", "特别行政区", "省", "市")


@dataclass(frozen=True, slots=True)
class County:
    """One county-level division; `city_name` is '' where the province governs it directly."""

    county_id: str
    county_name: str
    city_name: str
    province_name: str
    is_current: bool

    def __str__(self) -> str:
        return f"{self.county_name}（{self.county_id}）"


class Town(NamedTuple):
    """A street, town or township of a county; a tuple, for each start makes some 38,000."""

    county_id: str
    town_name: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Every place by code and by name; several places can share a name.

    `by_name` has the counties under their full names and as they are usually written, with the last character of
    their kind (恭城县 for 恭城瑶族自治县); `by_short_name` without their kind.
    """

    counties: Mapping[str, County]
    by_name: Mapping[str, tuple[County, ...]]
    by_short_name: Mapping[str, tuple[County, ...]]
    towns: Mapping[str, tuple[Town, ...]]
    communities: Mapping[str, tuple[Town, ...]]
    regions: frozenset[str]
    generic_names: frozenset[str]
    generic_ends: tuple[str, ...]
    generic_communities: frozenset[str]
    zone_ends: tuple[str, ...]
    passing_words: tuple[str, ...]
    lead_words: tuple[str, ...]
    short_names: Mapping[str, str] = field(default_factory=dict)

    def short(self, name: str) -> str:
        """A county's, city's or province's name without its kind (市, 自治州); an unknown name is itself."""
        return self.short_names.get(name, name)

    def usual(self, name: str) -> str:
        """A county's name as it is usually written: 恭城县 for 恭城瑶族自治县, most names are so already."""
        short = self.short(name)
        return name if short == name else short + name[-1]

    def full(self, name: str) -> str:
        """The full name of the only county that is written like this; a shared or unknown name is itself."""
        found = {county.county_name for county in self.by_name.get(name, ())}
        return found.pop() if len(found) == 1 else name


@cache
def _peoples() -> re.Pattern[str]:
    """The peoples at the end of a name; those of one character only with 族, for 土 or 水 can be the place's own."""
    words = longest_first(row["people"] for row in read_seed("peoples"))
    names = "|".join(f"{word}族" if len(word) == 1 else f"{word}族?" for word in words)
    return re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})(?:{names})+$")


def _short(name: str, kinds: Iterable[str]) -> str:
    kind = next((kind for kind in kinds if name.endswith(kind)), "")
    stem = name.removesuffix(kind)
    if kind.startswith("自治"):
        stem = _peoples().sub("", stem).removesuffix("族")
    return stem if len(stem) >= _SHORT_NAME else name


def _current_first(counties: Iterable[County]) -> tuple[County, ...]:
    """Without the earlier codes of a county that kept name and city and got a new code."""
    same: dict[tuple[str, str, str], County] = {}
    for county in counties:
        key = (county.county_name, _short(county.city_name, _CITY_KINDS), county.province_name)
        if key not in same or county.is_current or not same[key].is_current:
            same[key] = county
    return tuple(same.values())


@cache
def gazetteer() -> Gazetteer:
    """All places of the seeds, read once; the collector of garbage passes them over, with all else that there is then.

    They live as long as the process and are most of its objects: only a long report makes enough others for the
    collector to look through all, and would pay for the places each time. Nor is there garbage to find among them.
    """
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        places = _of_seeds()
        gc.freeze()
    finally:
        if was_collecting:
            gc.enable()
    return places


def _of_seeds() -> Gazetteer:
    rows = [*read_seed("counties"), *read_seed("sample_counties")]
    counties = {
        row["county_id"]: County(
            row["county_id"], row["county_name"], row["city_name"], row["province_name"], not row["valid_to"]
        )
        for row in rows
    }
    by_name: defaultdict[str, list[County]] = defaultdict(list)
    by_short: defaultdict[str, list[County]] = defaultdict(list)
    shorts: dict[str, str] = {}
    for row in rows:
        county, kind = counties[row["county_id"]], _KIND_OF_LEVEL.get(row["level"], row["level"])
        shorts[county.province_name] = _short(county.province_name, _PROVINCE_KINDS)
        shorts[county.city_name] = shorts.get(county.city_name) or _short(county.city_name, _CITY_KINDS)
        short = shorts.setdefault(county.county_name, _short(county.county_name, (kind,)))
        for name in {county.county_name, short + kind[-1] if short != county.county_name else short}:
            by_name[name].append(county)
        by_short[short].append(county)
    towns: dict[str, tuple[Town, ...]] = {}
    for county_id, town_name in read_columns("towns", "county_id", "town_name"):
        towns[town_name] = (*towns.get(town_name, ()), Town(county_id, town_name))
    communities: dict[str, tuple[Town, ...]] = {}
    for county_id, town_name, listed in read_columns("communities", "county_id", "town_name", "communities"):
        owner = (Town(county_id, town_name),)
        for name in split_words(listed):
            communities[name] = communities.get(name, ()) + owner
    generic = read_seed("generic_places")
    return Gazetteer(
        counties,
        {name: _current_first(found) for name, found in by_name.items()},
        {name: _current_first(found) for name, found in by_short.items()},
        towns,
        communities,
        frozenset(name for c in counties.values() for name in (c.city_name, c.province_name) if name),
        frozenset(row["word"] for row in generic if row["match"] == "name"),
        tuple(row["word"] for row in generic if row["match"] == "ending"),
        frozenset(row["word"] for row in generic if row["match"] == "community"),
        tuple(row["word"] for row in generic if row["match"] == "zone"),
        tuple(row["word"] for row in generic if row["match"] == "passing"),
        tuple(row["word"] for row in generic if row["match"] == "lead"),
        shorts,
    )


def abbreviates(letters: str, name: str) -> bool:
    """Whether all letters stand in the name, in order."""
    at = 0
    for letter in letters:
        at = name.find(letter, at) + 1
        if not at:
            return False
    return True


def region_names(county: County) -> tuple[str, ...]:
    """City and province of a county, full and short, the most telling first."""
    names = gazetteer()
    found = [name for name in (county.city_name, county.province_name) if name]
    return tuple(dict.fromkeys(form for name in found for form in (name, names.short(name))))


def level_above(name: str) -> str:
    """What a region is that has counties below it (省级行政区, 地级行政区), '' for any other name."""
    names = gazetteer()
    if name.endswith(("省", "自治区")) or name in {county.province_name for county in names.counties.values()}:
        return _PROVINCE
    return _PREFECTURE if name in names.regions or name.endswith(("州", "盟")) else ""


@cache
def region_forms() -> frozenset[str]:
    """Provinces and cities, in full and short."""
    names = gazetteer()
    return names.regions | {names.short(region) for region in names.regions}


@cache
def _region_pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, longest_first(region_forms()))))


def without_region(text: str) -> str:
    """The text without the provinces and cities that it begins with."""
    while (match := _region_pattern().match(text)) and match.end() < len(text):
        text = text[match.end() :]
    return text


def narrowed(candidates: Sequence[County], contexts: Iterable[str]) -> County | None:
    """The only candidate left once the contexts in turn name cities and provinces, None while several are."""
    left = tuple(candidates)
    for context in contexts:
        if len(left) == 1:
            break
        for level in ("city_name", "province_name"):
            named = tuple(county for county in left if _is_named(getattr(county, level), context))
            left = named or left
    return left[0] if len(left) == 1 else None


def _is_named(region: str, context: str) -> bool:
    return bool(region) and (region in context or gazetteer().short(region) in context)
