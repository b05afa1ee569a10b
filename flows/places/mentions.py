"""Where counties, towns and communities are named in a text, and whether a name is meant as one.

A look-up goes from the characters a name can end with (县, 区, 街道 ...) backwards, longest name first: a long text
costs some thousand look-ups only.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.places.gazetteer import gazetteer, region_forms, region_names

_NAME_END = re.compile(r"街道|社区|地区|苏木|[县区市旗镇乡]")
# What may stand right before a name of two characters: 和县 is a county, but not in 市和县.
_BEFORE_SHORT_NAME = frozenset("年度共由在")
# And before any name that is no end of a longer one: 支持阳山县 may be that county, 旌阳山县 is another.
_BEFORE_NAME = _BEFORE_SHORT_NAME | frozenset("省市州盟区县旗于对为向与和及或以将经据按往到自从至是的了本协团受")
_NO_NAME_BEFORE = frozenset("域级")  # 区域 and 县级 are words of their own
_AFTER_COUNTRY = frozenset("镇村")  # 乡镇 and 乡村 are words of their own
_LONGEST_NAME = 16
_SHORT_NAME = 2


@dataclass(frozen=True, slots=True)
class Mentions:
    """How often each county and town is named in a text, and each community that a town has; `apart` are the counties
    whose name is surely no end of a longer one.
    """

    counties: Mapping[str, int]
    apart: frozenset[str]
    towns: Mapping[str, int]
    communities: Mapping[str, int]


def _stands_alone(text: str, start: int, name: str) -> bool:
    """Whether a name is meant as a name here, and is no part of another word or a general term."""
    names = gazetteer()
    before = text[max(0, start - _LONGEST_NAME) : start]
    is_generic = name in names.generic_names
    if len(name) > _SHORT_NAME and not is_generic:
        return True
    follows_no_word = not before or not "\u4e00" <= before[-1] <= "\u9fff" or before[-1] in _BEFORE_SHORT_NAME
    if follows_no_word and not is_generic:
        return True
    owners = names.by_name.get(name, ())
    return any(before.endswith(region) for county in owners for region in region_names(county))


def _longest(text: str, end: int, known: Mapping[str, object]) -> str:
    for length in range(min(_LONGEST_NAME, end), _SHORT_NAME - 1, -1):
        if (name := text[end - length : end]) in known:
            return name
    return ""


def counties_in(text: str) -> Iterator[tuple[int, str]]:
    """Where each county name stands in a text, and the name."""
    names = gazetteer()
    for match in _NAME_END.finditer(text):
        if match[0] in {"社区", "街道"} or text[match.end() : match.end() + 1] in _NO_NAME_BEFORE:
            continue
        name = _longest(text, match.end(), names.by_name)
        if name and _stands_alone(text, match.end() - len(name), name):
            yield match.end() - len(name), name


def stands_apart(text: str, start: int) -> bool:
    """Whether a name that begins here is no end of a longer one: 青石桥区 is not 石桥区."""
    if not start or not "\u4e00" <= text[start - 1] <= "\u9fff" or text[start - 1] in _BEFORE_NAME:
        return True
    before = text[max(0, start - _LONGEST_NAME) : start]
    return before.endswith(gazetteer().lead_words) or any(before[at:] in region_forms() for at in range(len(before)))


def is_in_passing(text: str, start: int) -> bool:
    """Whether a name that begins here is that of a place which one visits, helps or borders on (赴安吉县学习)."""
    return text[:start].endswith(gazetteer().passing_words)


def _street_stem(text: str, end: int) -> str:
    """The name before 社区 that a street bears too, for communities that the seeds do not have."""
    names = gazetteer()
    stems = (text[end - length : end] for length in range(min(_LONGEST_NAME, end), _SHORT_NAME - 1, -1))
    return next((stem for stem in stems if f"{stem}街道" in names.towns), "")


def mentions(text: str) -> Mentions:
    """Every county, town and community that a text names, with how often."""
    names = gazetteer()
    counties: defaultdict[str, int] = defaultdict(int)
    towns: defaultdict[str, int] = defaultdict(int)
    communities: defaultdict[str, int] = defaultdict(int)
    apart: set[str] = set()
    for start, name in counties_in(text):
        if not is_in_passing(text, start):
            counties[name] += 1
            apart.update([name] if stands_apart(text, start) else [])
    for match in _NAME_END.finditer(text):
        if match[0] == "社区":
            name = _longest(text, match.start(), names.communities) or _street_stem(text, match.start())
            if name and name not in names.generic_communities:
                communities[name] += 1
        elif match[0] == "乡" and text[match.end() : match.end() + 1] in _AFTER_COUNTRY:
            continue
        else:
            name = _longest(text, match.end(), names.towns)
            if name and _stands_alone(text, match.end() - len(name), name):
                towns[name] += 1
    return Mentions(counties, frozenset(apart), towns, communities)
