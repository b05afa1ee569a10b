"""Names of persons: behind a label of a person's part, one or a list of them."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from flows.model.personal.labels import any_of, any_spaced, first_letters, words

NUMBER = "\ue000"  # what stands in the text in place of each character of a number
_HAN = r"[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
_LABELS = "person", "recipient", "duty"
_MOST_NAMES = 60  # of one list
_STOP = rf"\s*(?:(?!{_HAN}|:)[\s\S]|\Z)"  # the name ends here; a word before a colon is the next label
_OPENING = r"[ _\"“”'\[【(*《]*"
_ITEM = r"(?:(?:\(?\d{1,2}[.、)]|[①-⑳]) *)?"  # the number of a list's line
_FORMS_OF_ADDRESS = "同志|先生|女士"
_PAPERS = rf" {{0,4}}{NUMBER}{{15}}"  # an identity number or an account, and its owner before it


def names(folded: str) -> Iterator[tuple[int, int]]:
    """Where names stand in a folded text, in its order; a list of names is one stretch from its first to its last.

    The text has `NUMBER` in place of the characters of numbers, which may stand between the names of a list.
    """
    if not _may_hold().search(folded):
        return
    at = 0
    while label := _label().search(folded, at):
        at = label.end()
        first = None if label["addressed"] else _first_name(label, folded, at)
        if first is None:
            if label["addressed"]:
                yield label.span("addressed")
            continue
        end = first.end()
        for _ in range(_MOST_NAMES):
            further = _next_name(is_open=_is_open(label)).match(folded, end)
            if further is None:
                break
            end = further.end()
        yield first.start(), end
        at = end


@cache
def _may_hold() -> re.Pattern[str]:
    letters = "".join(sorted(first_letters(*_LABELS, "part")))
    return re.compile(rf"[{letters}]|{_FORMS_OF_ADDRESS}|{NUMBER}{{15}}")


@cache
def _label() -> re.Pattern[str]:
    """A label with what forms add to it (联系人及电话：, 联系人（办公室）：, 联系人一：), and its colon if any.

    Or a name by how its owner is addressed (王建国同志), or by the identity number or the account behind it.
    """
    telephone, signed = any_of("telephone"), any_of("signed")
    also = rf"(?:[及和与、/](?:{_HAN}{{0,2}}(?:{telephone})|职务|单位|{signed}))?"
    before_colon = r"(?:[一二三四五六七八九十\d]{1,2})?(?: *\([^()\n]{1,12}\))*"
    colon = rf"{before_colon} *(?:[:|为是] *)+|(?: *\((?:{signed})\))+ *|(?=[(\[【\"“])"
    label = rf"(?:(?P<person>{any_spaced('person')})|{any_spaced('recipient')}|(?P<duty>{any_spaced('duty')}))"
    called = (
        rf"(?:{label}(?P<signed>{signed})?{also}(?P<colon>{colon})?|(?:{any_of('part')}){before_colon} *(?P<part>:))"
    )
    return re.compile(rf"{called}\s*{_OPENING}{_ITEM}|(?P<addressed>{_surnamed()})(?={_FORMS_OF_ADDRESS}|{_PAPERS})")


def _is_open(label: re.Match[str]) -> bool:
    """Whether only names follow the label, so that any two to four characters up to the next stop are one.

    In a row of cells the next label may stand behind one that was left blank.
    """
    return bool(label["person"]) and ":" in (label["colon"] or "")


def _first_name(label: re.Match[str], text: str, at: int) -> re.Match[str] | None:
    """The first name behind a label; without a colon nothing behind a duty is one (会计核算)."""
    if label["colon"] is None and not label["part"]:
        name = None if label["duty"] or label["signed"] else _name().match(text, at)
        return name if name and _stop().match(text, name.end()) else None
    titled = _title().match(text, at)
    for start in dict.fromkeys((titled.end() if titled else at, at)):
        if name := _name().match(text, start) or (_any_behind(text, start) if _is_open(label) else None):
            return name
    return None


def _any_behind(text: str, at: int) -> re.Match[str] | None:
    """A name that only stands where one must: by its form, or by its surname and whatever stands behind it."""
    return _any_name().match(text, at) or (None if _of_office().match(text, at) else _by_surname().match(text, at))


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(_STOP)


@cache
def _title() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{any_of('title')}) *)?")


@cache
def _of_office() -> re.Pattern[str]:
    return re.compile(rf"{_HAN}{{1,9}}(?:{any_of('office')})")


@cache
def _next_name(*, is_open: bool) -> re.Pattern[str]:
    """A further name of a list; the title and the number of the one before it stand between (赵甲乙（教授）、…).

    One pattern, for what looks like a title may be the next name and its own (何俊杰及诸葛孔明高级工程师).
    """
    number = rf"[,、;]? *(?:{any_of('telephone')})?[: ]*{NUMBER}{{1,40}}"
    title = rf"(?: *(?:\([^()\n]{{1,20}}\)|{_HAN}{{0,8}}(?:{any_of('title')})|{number})){{0,3}}"
    surnamed = rf"(?:\s*[、,;/和及与|]\s*|\s+){_ITEM}{_name().pattern}"
    further = rf"{surnamed}|\s*、\s*{_any_name().pattern}" if is_open else surnamed
    return re.compile(rf"{title}(?P<name>{further})")


@cache
def _any_name() -> re.Pattern[str]:
    minority = rf"{_HAN}{{2,6}}(?:·{_HAN}{{1,8}})+"
    return re.compile(rf"(?!{_none()})(?:{minority}|{_HAN}{{2,4}}(?={_STOP}))(?<!{_not_behind(words('office'))})")


@cache
def _name() -> re.Pattern[str]:
    """A name by its surname, and behind it no further character of a word, or a title or the next label."""
    title = rf"{_HAN}{{0,8}}(?:{any_of('title')})(?={_STOP})"
    behind = rf"{_STOP}|{NUMBER}| *(?:{title}|{any_of('title', 'deed', 'telephone', 'signed')}|{any_of(*_LABELS)})"
    return re.compile(rf"(?:{_surnamed()})(?={behind})")


@cache
def _by_surname() -> re.Pattern[str]:
    return re.compile(_surnamed())


@cache
def _surnamed() -> str:
    """A name by its surname, in one piece or with the blanks that forms put into it (杨 二, 李 红 梅)."""
    double, single = any_of("double_surname"), any_of("surname")
    offices = words("office")
    # 李学 and 张会 are names, 金融股 and 水利局 none.
    three = rf"{_HAN}{{2}}(?<!{_not_behind(offices)})"
    two = rf"{_HAN}(?<!{_not_behind(word for word in offices if word in '局办股科部厅署')})"
    spaced = rf"(?: {{1,2}}{_HAN}{{1,2}}){{1,2}}(?={_STOP})"
    return rf"(?!{_none()})(?:(?:{double}){_HAN}{{1,2}}|(?:{single})(?:{three}|{two}|{spaced}))"


@cache
def _none() -> str:
    """Words that begin like a name and are none."""
    return any_of("unnamed", "title", "telephone", "signed", *_LABELS)


def _not_behind(endings: Iterable[str]) -> str:
    """Endings to be looked at backwards, each by itself: a pattern that looks backwards has one length."""
    return ")(?<!".join(map(re.escape, endings))
