"""How well each county explains the places that a text names.

A county's own name counts most, then its towns, then communities; a name that many share counts little. The
city, the province and the short name only support a county that something else speaks for.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from flows.places.gazetteer import County, Town, gazetteer
from flows.places.mentions import mentions

# Points for one name: the county's own alone or shared, a town's or a community's by how many places bear it.
_COUNTY_POINTS = 8
_SHARED_COUNTY_POINTS = 4
_TOWN_POINTS = (6, 3, 1)
_COMMUNITY_POINTS = (4, 2, 1)
_FEW = 3
_REPEATS = 4  # repeating a name helps up to here
_SHORT_NAME_POINTS = 2
_CITY_POINTS = 3
_SHORT_CITY_POINTS = 2
_PROVINCE_POINTS = 1
_ENOUGH = 8
_LEAD = 2


@lru_cache(maxsize=8)
def points(text: str) -> Mapping[County, int]:
    """Points of every county that the text speaks for; one town or community alone is not enough."""
    names = gazetteer()
    found = mentions(text)
    scores: defaultdict[County, int] = defaultdict(int)
    for name, count in found.counties.items():
        owners = names.by_name[name]
        is_sure = name in found.apart  # else it may be the end of another county's name, which is repeated like it
        for county in owners:
            own = _COUNTY_POINTS if len(owners) == 1 and is_sure else _SHARED_COUNTY_POINTS
            scores[county] += own + (min(count, _REPEATS) if is_sure else 0)
    for name in found.towns:
        _add(scores, names.towns[name], _TOWN_POINTS)
    for name in found.communities:
        _add(scores, owners_of_community(name), _COMMUNITY_POINTS)
    return {county: score + _support(county, text) for county, score in scores.items()}


def owners_of_community(name: str) -> Sequence[Town]:
    """The towns that have the community, or else the streets whose name it bears."""
    names = gazetteer()
    return names.communities.get(name) or names.towns.get(f"{name}街道", ())


def _add(scores: defaultdict[County, int], owners: Sequence[Town], grades: tuple[int, int, int]) -> None:
    counties = {town.county_id for town in owners}
    grade = grades[0] if len(counties) == 1 else grades[1] if len(counties) <= _FEW else grades[2]
    for county_id in counties:
        scores[gazetteer().counties[county_id]] += grade


def _support(county: County, text: str) -> int:
    names = gazetteer()
    short = names.short(county.county_name)
    score = _SHORT_NAME_POINTS if text.count(short) > text.count(county.county_name) else 0
    if county.city_name and county.city_name in text:
        score += _CITY_POINTS
    elif county.city_name and names.short(county.city_name) in text:
        score += _SHORT_CITY_POINTS
    return score + (_PROVINCE_POINTS if names.short(county.province_name) in text else 0)


def best_county(scores: Mapping[County, int]) -> County | None:
    """The county with enough points and a clear lead over the next one, None if there is none."""
    ranked = sorted(scores, key=lambda county: scores[county], reverse=True)
    if not ranked or scores[ranked[0]] < _ENOUGH:
        return None
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < _LEAD:
        return None
    return ranked[0]


def best_town(text: str, county_id: str) -> str:
    """The county's town that the text names most, also by its communities; '' where two tie."""
    names = gazetteer()
    found = mentions(text)
    scores: defaultdict[str, int] = defaultdict(int)
    named = (
        *((names.towns[name], n, _TOWN_POINTS) for name, n in found.towns.items()),
        *((owners_of_community(name), n, _COMMUNITY_POINTS) for name, n in found.communities.items()),
    )
    for owners, count, grades in named:
        for town in owners:
            if town.county_id == county_id:
                scores[town.town_name] += grades[0] * min(count, _REPEATS)
    ranked = sorted(scores, key=lambda name: scores[name], reverse=True)
    if not ranked or (len(ranked) > 1 and scores[ranked[0]] == scores[ranked[1]]):
        return ""
    return ranked[0]
