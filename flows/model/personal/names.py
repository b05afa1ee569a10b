"""Names of persons: behind a label of a person's part, one or a list of them."""

import re
from collections.abc import Iterator
from functools import cache

from flows.model.personal.labels import any_of, any_spaced, first_letters

_HAN = r"[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
_LABELS = "person", "recipient", "duty"
_MOST_NAMES = 60  # of one list


def names(folded: str) -> Iterator[tuple[int, int]]:
    """Where names stand in a folded text, in its order; a list of names is one stretch from its first to its last."""
    if first_letters(*_LABELS).isdisjoint(folded):
        return
    at = 0
    while label := _label().search(folded, at):
        at = label.end()
        colon = label["colon"] or ""
        # In a row of cells the next label may stand behind one that was left blank.
        is_open = bool(label["person"]) and "|" not in colon
        first = _first_name(bool(colon), is_open, bool(label["duty"])).match(folded, at)
        if first is None:
            continue
        end = first.end("name")
        for _ in range(_MOST_NAMES):
            further = _next_name().match(folded, end)
            if further is None:
                break
            end = further.end("name")
        yield first.start("name"), end
        at = end


@cache
def _label() -> re.Pattern[str]:
    """A label with what forms add to it (联系人及电话：, 联系人（办公室）：, 联系人一：), and its colon if any."""
    telephone, signed = any_of("telephone"), any_of("signed")
    also = rf"(?:[及和与、/](?:{_HAN}{{0,2}}(?:{telephone})|职务|单位|{signed}))?"
    return re.compile(
        rf"(?:(?P<person>{any_spaced('person')})|{any_spaced('recipient')}|(?P<duty>{any_spaced('duty')}))(?!{signed}){also}"
        rf"(?P<colon>(?:[一二三四五六七八九十\d]{{1,2}})?(?: *\([^()\n]{{1,12}}\))? *(?:[:|为是] *)+\n?)?\s*"
    )


@cache
def _first_name(is_told: bool, is_open: bool, is_duty: bool) -> re.Pattern[str]:
    """The first name behind a label.

    Where it `is_open`, the colon of a label that only names follow, any two to four characters up to the next stop are
    one; else a name begins like a surname. Without a colon nothing behind a duty is one (会计核算).
    """
    surnamed = _surnamed()
    if not is_told:
        return re.compile(r"(?!)(?P<name>)" if is_duty else rf"(?P<name>(?:{surnamed})(?={_STOP}))")
    if not is_open:
        return re.compile(rf"(?P<name>(?:{surnamed})(?={_behind()}))")
    any_name = rf"(?!{_none()})(?:{_HAN}{{2,6}}(?:·{_HAN}{{1,8}})+|{_HAN}{{2,4}}(?={_STOP}))(?<!{_office()})"
    return re.compile(rf"(?P<name>(?:{surnamed})(?={_behind()})|{any_name}|(?:{surnamed}))")


@cache
def _next_name() -> re.Pattern[str]:
    """A further name of a list, the title of the one before it left out (赵甲乙（教授）、…)."""
    title = rf"(?: *(?:\([^()\n]{{1,20}}\)|{any_of('title')}))*"
    return re.compile(rf"{title}(?: *[、,;/和及与|\n] *| +)(?P<name>(?:{_surnamed()})(?={_behind()}))")


_STOP = rf" *(?:(?!{_HAN}|:)[\s\S]|\Z)"  # the name ends here; a word before a colon is the next label


@cache
def _behind() -> str:
    """What may stand behind a name: no further character of a word, or a title or the next label."""
    return rf"{_STOP}| *(?:{any_of('title', 'deed', 'telephone', 'signed')}|{any_of(*_LABELS)})"


@cache
def _surnamed() -> str:
    """A name by its surname, in one piece or with the blank that forms put into it (杨 二)."""
    double, single = any_of("double_surname"), any_of("surname")
    whole = rf"(?:(?:{double}){_HAN}{{1,2}}|(?:{single}){_HAN}{{1,2}})"
    return rf"(?!{_none()})(?:{whole}|(?:{single}) {{1,2}}{_HAN}{{1,2}}(?={_STOP}))(?<!{_office()})"


@cache
def _none() -> str:
    """Words that begin like a name and are none."""
    return any_of("unnamed", "title", "telephone", "signed", *_LABELS)


@cache
def _office() -> str:
    """What the name of an office ends with; of one length each, as what is looked at backwards has to be."""
    return ")(?<!".join(any_of("office").split("|"))
