"""Who issued a numbered document: 机关代字 before the year, read as city, county and function.

A number with the abbreviations of a city and of a county comes from that county. Numbers of superiors have
only the province's abbreviation (湘财预) or the city's, and say nothing of the county.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from flows.model.words import longest_first, read_seed
from flows.places.gazetteer import County, abbreviates, gazetteer

_LETTERS = re.compile(r"^[\s（(《“]*([\u4e00-\u9fff]+)[\s　]*[〔（(\[【]")
_LONGEST_TAIL = 4  # what may follow the function's word: 发, 办发, 建指 ...


@dataclass(frozen=True, slots=True)
class Issuer:
    """Counties that a number can come from, and the office's function; '' if everybody cites such numbers.

    `may_be_superior` where its letters read as a city's office as well: 常安监 is of 安乡县 or of the city of 常德.
    """

    counties: tuple[County, ...]
    function_code: str
    may_be_superior: bool = False


@dataclass(frozen=True, slots=True)
class _Function:
    function_code: str
    is_addressed_to_all: bool


@cache
def _functions() -> Mapping[str, _Function]:
    return {
        row["abbreviation"]: _Function(row["function_code"], row["is_addressed_to_all"] == "true")
        for row in read_seed("issuers")
        if row["kind"] == "function"
    }


@cache
def _function_pattern() -> re.Pattern[str]:
    return re.compile("|".join(longest_first(_functions())))


@cache
def _counties_by_first_letter() -> Mapping[str, tuple[County, ...]]:
    """Counties by each character that can stand for their city, or for the municipality they belong to."""
    names = gazetteer()
    provinces: defaultdict[str, set[str]] = defaultdict(set)
    for row in read_seed("issuers"):
        if row["kind"] == "province":
            provinces[row["province_name"]].add(row["abbreviation"])
    letters: defaultdict[str, list[County]] = defaultdict(list)
    for county in dict.fromkeys(chain.from_iterable(names.by_name.values())):
        own = set(names.short(county.city_name))
        if county.city_name in {"", county.province_name}:
            own |= provinces[county.province_name]
        for letter in own:
            letters[letter].append(county)
    return {letter: tuple(found) for letter, found in letters.items()}


def issuer(dispatch_number: str) -> Issuer | None:
    """The issuer of a number such as 城县住建发〔2020〕3号; None where no county is abbreviated in it."""
    match = _LETTERS.match(dispatch_number)
    if not match:
        return None
    letters = match[1]
    for start in range(len(letters) - 2):
        for length in (2, 1):
            county_letters = letters[start + 1 : start + 1 + length]
            rest = letters[start + 1 + length :]
            function = _function_of(rest)
            if not function:
                continue
            counties = _counties(letters[start], county_letters)
            if counties:
                found = _functions()[function]
                may_be_superior = bool(_function_of(letters[start + 1 :]))
                return Issuer(counties, "" if found.is_addressed_to_all else found.function_code, may_be_superior)
    return None


def _function_of(letters: str) -> str:
    """The function's word that the letters begin with, '' where none is or more follows than a number has."""
    match = _function_pattern().match(letters)
    return match[0] if match and len(letters) - match.end() <= _LONGEST_TAIL else ""


def _counties(city_letter: str, county_letters: str) -> tuple[County, ...]:
    names = gazetteer()
    return tuple(
        county
        for county in _counties_by_first_letter().get(city_letter, ())
        if abbreviates(county_letters, names.short(county.county_name))
        and city_letter + county_letters not in county.city_name
    )
