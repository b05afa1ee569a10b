"""A question in words (华容县 2020 三公经费): the county, year, department, measure and basis that it names."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flows.extraction.lexicon.labels import basis_in
from flows.model.words import COUNTY, longest_first, measures, plain
from flows.model.years import YEAR, years_in
from flows.places.departments import full_department
from flows.store.explain import CountyName, Names, Wanted

_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)\s*(?:年度|年)?")
_PARTED = re.compile(r"[\s,，、;；/·。？?！!]+")
_KIND = re.compile(r"(?:自治县|[县市区旗])$")
_COUNTIES_TOLD = 5
_FILLING = re.compile(r"^(?:的|是多少|多少|有多少)|(?:的|是多少|有多少|多少)$")


@dataclass(slots=True)
class _Reading:
    """What has been understood so far."""

    counties: list[CountyName] = field(default_factory=list)
    region_words: list[str] = field(default_factory=list)
    measures: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    departments: set[str] = field(default_factory=set)
    department_words: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood: what to look for, and the same in Chinese, part by part."""

    wanted: Wanted
    understood: tuple[tuple[str, str], ...]
    asks_for_a_number: bool

    def in_words(self) -> str:
        """What was understood, on one line; '' where that is nothing."""
        return "；".join(f"{what}：{words}" for what, words in self.understood)


def understand(text: str, names: Names) -> Question:
    """What a question in words asks for; words that mean nothing known are looked for in labels and scopes."""
    text = unicodedata.normalize("NFKC", text)
    years = tuple(dict.fromkeys(years_in(text)))
    reading = _Reading()
    words = _measure_words(names)
    for token in filter(None, _PARTED.split(_YEAR.sub(" ", text))):
        _read(token, names, words, reading)
    departments = _of_counties(reading, names)
    wanted = Wanted(
        county_ids=tuple(county.county_id for county in reading.counties),
        department_ids=departments,
        years=years,
        measure_codes=tuple(reading.measures),
        bases=tuple(reading.bases),
        words=tuple(reading.words),
    )
    measure_names = {code: name for code, name, _ in names.measures}
    told = (
        ("县区", _told(reading)),
        ("部门", "、".join(reading.department_words)),
        ("年度", "、".join(map(str, years))),
        ("指标项", "、".join(measure_names[code] for code in reading.measures)),
        ("口径", "、".join(reading.bases.values())),
        ("标签或范围含", "、".join(reading.words)),
    )
    return Question(
        wanted, tuple((what, words) for what, words in told if words), bool(reading.measures or reading.words)
    )


def _told(reading: _Reading) -> str:
    if len(reading.counties) > _COUNTIES_TOLD:
        return f"{'、'.join(reading.region_words)}（{len(reading.counties)} 个）"
    return "、".join(f"{county.city_name}{county.name}" for county in reading.counties)


def _measure_words(names: Names) -> Mapping[str, Sequence[str]]:
    """The measures that each word asks for: a department's, and beside it the county's own that bears its very name."""
    words: dict[str, list[str]] = {}
    of_counties = [one for one in names.measures if _is_of_county(one[0])]
    of_departments = [one for one in names.measures if one not in of_counties]
    for measures_of in (of_departments, of_counties):
        for code, name, _ in measures_of:
            words.setdefault(plain(name), [code])
        for code, _, synonyms in measures_of:
            for word in filter(None, synonyms):
                words.setdefault(plain(word), [code])
    for code, name, _ in of_counties:
        if code not in words[plain(name)]:
            words[plain(name)].append(code)
    return words


def _is_of_county(code: str) -> bool:
    measure = measures().get(code)
    return measure is not None and measure.statement == COUNTY


def _read(token: str, names: Names, words: Mapping[str, Sequence[str]], reading: _Reading) -> None:
    """Take from a word what it begins with (a county) or ends with (a measure), until nothing is left."""
    while token := _FILLING.sub("", token):
        if rest := _after_region(token, names, reading):
            token = rest[0]
        elif codes := words.get(plain(token)):
            reading.measures.update(dict.fromkeys(codes, token))
            return
        elif basis := _basis(token, names):
            reading.bases.setdefault(*basis)
            return
        elif _is_department(token, names, reading):
            return
        elif word := next((word for word in longest_first(words) if _ends(token, word)), ""):
            reading.measures.update(dict.fromkeys(words[word], word))
            token = token[: -len(word)]
        else:
            reading.words.append(token)
            return


def _ends(token: str, word: str) -> bool:
    return len(word) > 1 and len(token) > len(word) and token.lower().endswith(word)


def _basis(token: str, names: Names) -> tuple[str, str] | None:
    """The basis that a word is, with its name: 决算 and 决算数, but not a longer label that holds it."""
    for basis, name in names.bases:
        if token in (name, f"{name}数"):
            return basis, name
    code = basis_in(token)
    name = dict(names.bases).get(code, "")
    return (code, name) if name and len(token) <= len(name) + 1 else None


def _after_region(token: str, names: Names, reading: _Reading) -> tuple[str] | None:
    """What follows the province, city or county that a word begins with; None where it begins with none."""
    for region in longest_first(
        name for county in names.counties for name in (county.name, county.city_name, county.province_name) if name
    ):
        if token.startswith(region):
            found = [
                county for county in names.counties if region in (county.name, county.city_name, county.province_name)
            ]
            _narrow(found, region, reading)
            return (token[len(region) :],)
    # A bare name may begin any other word: it is one where it stands alone, or where reports are at hand.
    bare = {_KIND.sub("", county.name): None for county in names.counties if county.has_reports}
    for short in longest_first(name for name in bare if len(name) > 1):
        if token.startswith(short):
            found = [county for county in names.counties if _KIND.sub("", county.name) == short]
            _narrow(found, short, reading)
            return (token[len(short) :],)
    found = [county for county in names.counties if len(token) > 1 and _KIND.sub("", county.name) == token]
    if found:
        _narrow(found, token, reading)
        return ("",)
    return None


def _narrow(found: Iterable[CountyName], word: str, reading: _Reading) -> None:
    """Keep the counties that every region named so far holds; two counties side by side are both meant.

    Of several of one name, those that reports are at hand of are meant.
    """
    found = list(found)
    if len(found) > 1 and any(county.has_reports for county in found):
        found = [county for county in found if county.has_reports]
    both = [county for county in reading.counties if county in found]
    reading.counties = both or reading.counties + found
    reading.region_words.append(word)


def _is_department(token: str, names: Names, reading: _Reading) -> bool:
    full = full_department(token, "") or token
    found = {
        department.department_id
        for department in names.departments
        if any(token in name or full in name for name in department.names)
    }
    if not found or len(token) < 2:
        return False
    reading.departments |= found
    reading.department_words.append(token)
    return True


def _of_counties(reading: _Reading, names: Names) -> tuple[str, ...]:
    """The departments named, of the counties named where there are any such; else all, so that none is found."""
    counties = {county.county_id for county in reading.counties}
    found = [department for department in names.departments if department.department_id in reading.departments]
    here = [department for department in found if not counties or department.county_id in counties]
    return tuple(department.department_id for department in here or found)
