"""Names of departments: what they do, how they are written in full, and where a line names one.

The words are seeds: department_functions (names by function, abbreviations, how a body speaks of itself) and
department_suffixes (how the name of any other body ends).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from flows.model.telling_apart import letters_apart
from flows.model.words import folded, longest_first, plain, read_seed, remembered, split_words
from flows.places.gazetteer import gazetteer, without_region

_BARE_KIND = re.compile(r"^(?:[县区市州省]|我[县区市]|本[县区市])(?=[\u4e00-\u9fff]{2})")
_PARTY = re.compile(r"^(?:中国共产党|中共)")
_AFTER_NAME = re.compile(r"[（(].*|[\s　\t]{2,}.*|[,，、;；。].*", re.DOTALL)
_PLACEHOLDER = re.compile(r"[XxＸ×*＊○〇_＿]{2,}|^[\W\d]*$")
_STREET_ALONE, _TOWN_ALONE = re.compile(r"街道办?$"), re.compile(r"([乡镇])(?:政府)?$")
_TOWN_END = re.compile(r"(?:街道|[镇乡])$")
_NUMBER = re.compile(r"^[\d\W_]+")
_MAKER_LINE = re.compile(r"[（(]?(?:印?制|编制|监制|印发)[）)]?[\s　]*$")
_BUREAU = re.compile(r"(?:局|委|委员会)$")
_BUREAU_ENDS = ("局", "委")
_REGION = re.compile(r"^(?:[\u4e00-\u9fff]{1,8}?[省市州县区旗](?=[\u4e00-\u9fff]{2}))+")
_LONGEST_NAME = 24
_SHORTEST_NAME = 2
# No sentence, no list, and none that somebody calls his own (我局内设办公室、财务股).
_ONE_NAME = re.compile(r"(?![我本各该])[\u3400-\u9fff（()）\[\]〔〕【】·\s]{2,40}")


@cache
def _functions() -> Mapping[str, tuple[str, str]]:
    words: dict[str, tuple[str, str]] = {}
    for row in read_seed("department_functions"):
        shorts = [entry.split("=")[0] for entry in split_words(row["short_words"])]
        for word in [*split_words(row["words"]), *shorts]:
            words.setdefault(word, (row["function_code"], row["function_name"]))
    return words


@cache
def _full_words() -> Mapping[str, str]:
    """The full name for each abbreviation: its own after `=`, else the first word of its function."""
    full: dict[str, str] = {}
    for row in read_seed("department_functions"):
        for entry in split_words(row["short_words"]):
            short, _, own = entry.partition("=")
            full[short] = own or split_words(row["words"])[0]
    return full


@cache
def _function_pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, longest_first(_functions()))))


@cache
def _ending_pattern() -> re.Pattern[str]:
    """A name that begins here and ends like a department's, the shortest such."""
    ends = longest_first(row["suffix"] for row in read_seed("department_suffixes"))
    full = "|".join(map(re.escape, longest_first(_full_words())))
    endings = "|".join(map(re.escape, ends))
    return re.compile(rf"(?:{full}|[\u4e00-\u9fff]{{1,{_LONGEST_NAME}}}?(?:{endings}))")


@cache
def _self_words() -> re.Pattern[str]:
    words = [word for row in read_seed("department_functions") for word in split_words(row["self_words"])]
    return re.compile("|".join(map(re.escape, longest_first(words))))


def speaks_of_itself(text: str) -> bool:
    """Whether a street's or a town's office wrote the text: it says 我街道, 本镇 and the like."""
    return bool(_self_words().search(text))


@cache
def name_of_function(function_code: str) -> str:
    """The usual name of the department with this function, without its county."""
    return next(
        split_words(row["words"])[0]
        for row in read_seed("department_functions")
        if row["function_code"] == function_code
    )


def bare_name(name: str, county_name: str) -> str:
    """A department's name without brackets and without the province, city and county before it."""
    alone = _alone(name)
    text = without_region(alone)
    text = text if len(text) >= _SHORTEST_NAME else alone  # 大同乡 is none of 大同
    for prefix in (county_name, gazetteer().usual(county_name), gazetteer().short(county_name)):
        if prefix and text.startswith(prefix) and len(text) > len(prefix) + 1:
            text = text.removeprefix(prefix)
            break
    return _without_kind(text)


def _alone(name: str) -> str:
    return _PARTY.sub("", _AFTER_NAME.sub("", "".join(name.strip().splitlines())).strip()).replace(" ", "")


def _without_kind(text: str) -> str:
    return text if _function_pattern().match(text) else _BARE_KIND.sub("", text)  # 市场监督管理局 is no 市 of its own


def canonical_department(name: str, county_name: str) -> tuple[str, str]:
    """Code and name of the function, the same in every county; ('', '') where no word of the seed fits."""
    found = _function_pattern().findall(bare_name(name, county_name))
    return _functions()[max(found, key=len)] if found else ("", "")


def full_department(name: str, county_name: str) -> str:
    """The department's name with its county and without abbreviation: 县住建局 is 青禾县住房和城乡建设局.

    '' for a placeholder such as XX局. A name that has no county stays without one where none is known.
    """
    if not name.strip() or _PLACEHOLDER.search(name):
        return ""
    bare = bare_name(name, county_name)
    bare = _full_words().get(bare, bare)
    return bare if county_name and county_name in bare else f"{county_name}{bare}"


def conformed_department(name: str, county_name: str) -> str:
    """The name that all spellings of one department share, without its county: 县住建局 is 住房和城乡建设局.

    The lowest governments are called with their last words or without: 东风街道 is 东风街道办事处, 河口镇 is
    河口镇人民政府. Where no county is known, only the region in its name tells it from another's. '' for no name.
    """
    whole = folded(name)
    bare = bare_name(whole, county_name) if county_name else _without_kind(_alone(whole))
    bare = _TOWN_ALONE.sub(r"\1人民政府", _STREET_ALONE.sub("街道办事处", bare))
    return _full_words().get(bare, bare)


def is_department(text: str) -> bool:
    """Whether a labelled value can be a department: it ends like one or like a town."""
    bare = bare_name(text, "")
    return not _PLACEHOLDER.search(bare) and bool(_ending_pattern().search(bare) or _TOWN_END.search(bare))


def department_alone(text: str, county_name: str) -> str:
    """The department, in full, that a folder is named after (303001-住建局), else ''."""
    bare = bare_name(_NUMBER.sub("", text), county_name)
    return full_department(bare, county_name) if _ending_pattern().fullmatch(bare) else ""


def department_after(line: str, start: int, county_name: str) -> str:
    """The department right after a county's name, in full; '' where none is or it only made the form."""
    if _MAKER_LINE.search(line):
        return ""
    rest = line[start + len(county_name) :]
    if town := _town_at(rest, county_name):
        return county_name + town
    match = _ending_pattern().match(rest)
    return full_department(match[0], county_name) if match else ""


def department_in(line: str, county_name: str) -> str:
    """The department named anywhere in a title, in full: 2023年度住建局部门整体支出 names one."""
    if _MAKER_LINE.search(line):
        return ""
    names = [word for word in _function_pattern().findall(line) if _ending_pattern().fullmatch(word)]
    return full_department(max(names, key=len), county_name) if names else ""


def _town_at(text: str, county_name: str) -> str:
    """A town of the county that the text begins with, with 人民政府 or 办事处 where it follows."""
    names = gazetteer()
    owners = {county.county_id for county in names.by_name.get(county_name, ())}
    for length in range(min(_LONGEST_NAME, len(text)), 1, -1):
        if any(town.county_id in owners for town in names.towns.get(text[:length], ())):
            tail = re.match(r"人民政府|办事处", text[length:])
            return text[:length] + (tail[0] if tail else "")
    return ""


def department_called(text: str) -> str:
    """The text where it is the name of a department or a town and nothing else, else ''.

    A function alone names its bureau: 教育 is 教育局.
    """
    if not _ONE_NAME.fullmatch(text):
        return ""
    bare = bare_name(text, "")
    if _TOWN_END.search(text) and len(text) > _SHORTEST_NAME and not _PLACEHOLDER.search(text):
        return text
    if _PLACEHOLDER.search(bare) or len(bare) < _SHORTEST_NAME:
        return ""
    if _ending_pattern().fullmatch(bare):
        return text
    bureau = next((bare + end for end in _BUREAU_ENDS if bare + end in _functions()), "")
    return bureau or next((word for word in _functions() if word.startswith(bare) and _is_bureau_of(word, bare)), "")


def _is_bureau_of(word: str, function: str) -> bool:
    """Whether a word is the bureau of a function: 公安局 of 公安."""
    return function in _functions() and _functions()[word] == _functions()[function] and bool(_BUREAU.search(word))


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
    alone = _alone(name)
    match = _REGION.match(alone)
    region, bare = (match[0], alone[match.end() :]) if match else ("", bare_name(name, ""))
    code, _ = _functions().get(_full_words().get(bare, bare), ("", ""))
    return _Parts(region, bare, code if _BUREAU.search(bare) else "", frozenset(filter(str.isalnum, plain(name))))
