"""What a report says against the folder it lies in, where its heading says nothing.

A correct report cites numbers of higher offices, and names the city, the province and counties that it works with. So
nothing speaks against a folder whose county the text names, by its towns or communities or by a number either. A
number does that is of another county for sure. Places do that only another county has: two of them as one writes of
one's own, three where the name of that county stands there too, as it does before a partner's places. Of a county of
another city its short name (平安开福) is such a place, one writes a partner's in full.
"""

from collections.abc import Iterator

from flows.places.clues import Clues
from flows.places.departments import department_after
from flows.places.dispatch import issuer
from flows.places.evidence import best_county, owners_of_community, points
from flows.places.gazetteer import County, gazetteer
from flows.places.mentions import counties_in, mentions

_FEWEST_PLACES, _FEWEST_BESIDE_ITS_NAME = 2, 3
_SHOWN = 3


def against(county: County, clues: Clues) -> str:
    """What tells of another county than that of the folder, with the way out; '' where nothing does for sure.

    Counties of today only: what lies in one that is no more lies in its successor.
    """
    if not county.is_current or _speaks_of(county, clues.text):
        return ""
    issuers = [(number, found) for number in clues.dispatch_numbers if (found := issuer(number))]
    if any(county in found.counties for _, found in issuers):
        return ""
    for number, found in issuers:
        if len(found.counties) == 1 and not found.may_be_superior and _is_other(found.counties[0], county):
            return _told(f"文号{number}出自{found.counties[0]}", county)
    other = best_county(points(clues.text))
    if other is None or not _is_other(other, county):
        return ""
    places = tuple(dict.fromkeys(_places_of(other, clues.text)))
    is_named_in_full = any(other in gazetteer().by_name[name] for _, name in counties_in(clues.text))
    if not is_named_in_full and other.city_name != county.city_name and _is_named(other, clues.text):
        places += (gazetteer().short(other.county_name),)
    fewest = _FEWEST_BESIDE_ITS_NAME if is_named_in_full else _FEWEST_PLACES
    if len(places) < fewest:
        return ""
    return _told(f"文中的{'、'.join(places[:_SHOWN])}{'等' if len(places) > _SHOWN else ''}属于{other}", county)


def _told(other: str, county: County) -> str:
    return f"{other}，文件夹写的是{county}，暂按文件夹归属：请核对文件是否放错文件夹，或在 manifest.csv 中写明归属"


def _speaks_of(county: County, text: str) -> bool:
    return _is_named(county, text) or county in points(text)


def _is_named(county: County, text: str) -> bool:
    return gazetteer().short(county.county_name) in text


def _is_other(other: County, county: County) -> bool:
    """Whether a county of today is another one, and not the same under another kind of name."""
    names = gazetteer()
    return (
        other.is_current
        and other != county
        and (names.short(other.county_name), other.province_name)
        != (names.short(county.county_name), county.province_name)
    )


def _places_of(county: County, text: str) -> Iterator[str]:
    """Towns and communities that no other county has, and offices that the text names with the county's name."""
    named = mentions(text)
    for name in named.towns:
        if {town.county_id for town in gazetteer().towns[name]} == {county.county_id}:
            yield name
    for name in named.communities:
        if {town.county_id for town in owners_of_community(name)} == {county.county_id}:
            yield f"{name}社区"
    for line in text.splitlines():
        for start, name in counties_in(line):
            if county not in gazetteer().by_name[name] or not (office := department_after(line, start, name)):
                continue
            if not any(town in office for town in named.towns):
                yield office
