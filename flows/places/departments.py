"""Names of departments: what they do, how they are written in full, and where a line names one.

The words are seeds: department_functions (names by function, abbreviations, how a body speaks of itself),
department_suffixes (how the name of any other body ends) and telling_words (what may stand right behind a name).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from flows.model.telling_apart import words_of_role
from flows.model.words import folded, longest_first, read_seed, split_words
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
_LETTER = "[\u4e00-\u9fff]"
_LETTERS = re.compile(rf"{_LETTER}*")
_SHORT_BODY = re.compile(r"[委办]$")
_TOWN_ENDS = ("街道", "苏木", "镇", "乡")
_LONGEST_NAME = 24
_SHORTEST_NAME = 2
# No part of a name: what a title goes on with, and whom or how many a list means.
_NO_STEM = re.compile(
    r"关于|年度|的|绩效|决算|报告|支出|自评|印发|开展|内设|下属|学期|^[我本各该某全两有及和与等至为对在以按据由经被将并]"
)
_BEHIND_TOWN = re.compile(r"$|[^\u4e00-\u9fff]|[一二][〇○零]|部门|单位|整体|年度")
# No sentence, no list, and none that somebody calls his own (我局内设办公室、财务股).
_ONE_NAME = re.compile(r"(?![我本各该])[\u3400-\u9fff（()）\[\]〔〕【】·\s]{2,40}")


@dataclass(frozen=True, slots=True)
class _Suffix:
    """How names end: whether it is one by itself behind its county, whether the name must end there, and whether it is
    one only where the county stands before it.
    """

    is_whole_name: bool
    ends_name: bool
    follows_county: bool = False


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
def _suffixes() -> Mapping[str, _Suffix]:
    short = [*_full_words(), *(word for word in _functions() if _SHORT_BODY.search(word))]
    return dict.fromkeys(short, _Suffix(is_whole_name=True, ends_name=True)) | {
        row["suffix"]: _Suffix(*(row[column] == "true" for column in ("is_whole_name", "ends_name", "follows_county")))
        for row in read_seed("department_suffixes")
    }


@cache
def _behind() -> re.Pattern[str]:
    """What stands behind a name in a title: nothing, no letter, a year, or a word that no name has."""
    words = "|".join(map(re.escape, longest_first(words_of_role("behind_name"))))
    return re.compile(rf"$|[^\u4e00-\u9fff]|[一二][〇○零]|{words}")


@cache
def _ending_pattern() -> re.Pattern[str]:
    """A name that begins here and ends like a department's, the shortest such."""
    short = "|".join(longest_first(_full_words()))
    return re.compile(
        rf"(?:{short}|{_LETTER}{{0,{_LONGEST_NAME}}}?(?:{_endings(is_whole=True)}|{_LETTER}(?:{_endings(is_whole=False)})))"
    )


def _endings(*, is_whole: bool) -> str:
    """The suffixes that are a whole name or need a letter before them, the longest first.

    Neighbours share the look at what stands behind them: it is a long alternation, and costs most of compiling.
    """
    suffixes = (
        (w, one.ends_name) for w, one in _suffixes().items() if one.is_whole_name == is_whole and not one.follows_county
    )
    runs = groupby(sorted(suffixes, key=lambda item: -len(item[0])), key=lambda item: item[1])
    return "|".join(
        f"(?:{'|'.join(word for word, _ in run)})" + (f"(?={_behind().pattern})" if ends else "") for ends, run in runs
    )


@cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in _suffixes()}, reverse=True))


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
    whole = alone(name)
    text = without_region(whole)
    text = text if len(text) >= _SHORTEST_NAME else whole  # 大同乡 is none of 大同
    for prefix in (county_name, gazetteer().usual(county_name), gazetteer().short(county_name)):
        if prefix and text.startswith(prefix) and len(text) > len(prefix) + 1:
            text = text.removeprefix(prefix)
            break
    return _without_kind(text)


def alone(name: str) -> str:
    """A name without what stands in brackets or behind it, and without 中共."""
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
    if not county_name and bare.startswith("委"):
        return alone(name)  # 县委宣传部, of a county that nobody knows
    bare = _full_words().get(bare, bare)
    return bare if county_name and county_name in bare else f"{county_name}{bare}"


def conformed_department(name: str, county_name: str) -> str:
    """The name that all spellings of one department share, without its county: 县住建局 is 住房和城乡建设局.

    The lowest governments are called with their last words or without: 东风街道 is 东风街道办事处, 河口镇 is
    河口镇人民政府. Where no county is known, only the region in its name tells it from another's. '' for no name.
    """
    whole = folded(name)
    bare = bare_name(whole, county_name) if county_name else _without_kind(alone(whole))
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


def is_of_maker(line: str) -> bool:
    """Whether a line only says who made the form: 衡山县财政局（制）."""
    return bool(_MAKER_LINE.search(line))


def department_after(line: str, start: int, county_name: str) -> str:
    """The department right after a county's name, in full; '' where none is or it only made the form."""
    if is_of_maker(line):
        return ""
    rest = line[start + len(county_name) :]
    if town := _town_at(rest, county_name):
        return county_name + town
    match = _ending_pattern().match(rest)
    return full_department(match[0], county_name) if match else ""


def name_at(text: str, *, is_behind_county: bool = False) -> str:
    """The department or town that a title's text begins with, without a county: up to a word that no name has, else
    up to the first bureau in it. '' where it begins with none.
    """
    is_behind_county = is_behind_county or bool(_BARE_KIND.match(text))
    first = ""
    for end in range(_SHORTEST_NAME, min(len(text), _LONGEST_NAME) + 1):
        name = text[:end]
        if not _LETTERS.fullmatch(name) or _NO_STEM.search(name):
            break
        if _is_town(name) and _BEHIND_TOWN.match(text, end):
            return name
        suffix = next((name[-length:] for length in _lengths() if name[-length:] in _suffixes()), "")
        one = _suffixes().get(suffix)
        if not one or (name == suffix and not one.is_whole_name) or (one.follows_county and not is_behind_county):
            continue
        if _behind().match(text, end) and (is_behind_county or text[end : end + 1] != "、"):  # 文化馆、图书馆 are any
            return name
        first = first or ("" if one.ends_name else name)
    return first


def _is_town(name: str) -> bool:
    names = gazetteer()
    is_general = name in names.generic_names or name.endswith(names.generic_ends)
    return name.endswith(_TOWN_ENDS) and name not in _TOWN_ENDS and not is_general


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


def function_of_bureau(bare: str) -> str:
    """The code of the function of a bureau by its name without region, '' for what is none."""
    code, _ = _functions().get(_full_words().get(bare, bare), ("", ""))
    return code if _BUREAU.search(bare) else ""


def begins_with_function(text: str) -> bool:
    """Whether a text begins with what departments are for: 城市管理局 is no office of a 城市."""
    match = _function_pattern().match(text)
    return match is not None and len(match[0]) >= _SHORTEST_NAME


def is_placeholder(name: str) -> bool:
    """Whether a name still has the form's blanks in it: XX局."""
    return bool(_PLACEHOLDER.search(name))


def _is_bureau_of(word: str, function: str) -> bool:
    """Whether a word is the bureau of a function: 公安局 of 公安."""
    return function in _functions() and _functions()[word] == _functions()[function] and bool(_BUREAU.search(word))
