"""Whether two names are of two departments, or two ways to call one."""

import re
from dataclasses import dataclass

from flows.model.telling_apart import letters_apart
from flows.model.words import plain, remembered
from flows.places.departments import alone, bare_name, function_of_bureau

_REGION = re.compile(r"^(?:[\u4e00-\u9fff]{1,8}?[省市州县区旗](?=[\u4e00-\u9fff]{2}))+")


def are_departments_apart(name: str, other: str) -> bool:
    """Whether two names are of two departments: each has letters that the other lacks, and they are no two ways to
    call one bureau (卫健委, 卫生健康局). 民政局 and 青禾县民政局（本级） may be one.
    """
    one, two = _parts(name), _parts(other)
    is_one_bureau = bool(one.bureau_code) and one.bureau_code == two.bureau_code
    if not is_one_bureau and not (one.letters <= two.letters or two.letters <= one.letters):
        return True
    if not letters_apart(name, other):
        return False
    if one.region and two.region and letters_apart(one.region, two.region):
        return True
    return not is_one_bureau and letters_apart(one.bare, two.bare)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A name taken apart: the region before it, the rest, the function of a bureau, '' where it is none."""

    region: str
    bare: str
    bureau_code: str
    letters: frozenset[str]


@remembered
def _parts(name: str) -> _Parts:
    text = alone(name)
    match = _REGION.match(text)
    region, bare = (match[0], text[match.end() :]) if match else ("", bare_name(name, ""))
    return _Parts(region, bare, function_of_bureau(bare), frozenset(filter(str.isalnum, plain(name))))
