"""Numbers of persons in a text: telephones, papers, accounts, addresses, plates and what else has a form of its own."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from flows.model.personal.forms import (
    ACCOUNT,
    ADDRESS,
    IDENTITY,
    MAIL,
    MOBILE,
    PLATE,
    TELEPHONE,
    Form,
    forms,
    is_identity_number,
)
from flows.model.personal.labels import any_of, words

NUMBER_KINDS = frozenset({MOBILE, TELEPHONE, IDENTITY, ACCOUNT, MAIL, PLATE, ADDRESS})
_KNOWN_BY_FORM = frozenset({MAIL, PLATE, ADDRESS})

# Without one of these a text holds no form of any number.
_MAY_HOLD = re.compile(r"\d[-·. \n()]*\d[-·. \n()]*\d|@|址|居住地|户籍|微信|[Qq][Qq]")
_LONGEST_CONTEXT = 48  # characters that are looked at before a number
_WORD, _WORD_BEFORE = re.compile(r"[A-Za-z\d]+"), re.compile(r"[A-Za-z\d]+\Z")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a person in a folded text; `is_bare` holds of eleven digits that only their form tells to be one."""

    kind: str
    start: int
    end: int
    is_bare: bool = False


def numbers(folded: str) -> list[Number]:
    """The personal numbers of a folded text, in its order; none overlaps another."""
    if not _MAY_HOLD.search(folded):
        return []
    taken = _Taken()
    for form in forms():
        for match in form.pattern.finditer(folded):
            start, end = match.span("number")
            if taken.is_free(start, end) and form.is_meant(match["number"]) and _is_personal(form, folded, start, end):
                taken.add(Number(form.kind, start, end, form.is_bare))
                if form.goes_on:
                    taken.add_free(_further(folded, end))
    return taken.numbers


class _Taken:
    """The numbers found so far in the order of the text: what one form has taken no later one takes."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self.numbers: list[Number] = []

    def is_free(self, start: int, end: int) -> bool:
        """Whether no number stands there yet."""
        at = bisect_left(self._starts, end)  # what is taken before it begins where this ends
        return not at or self.numbers[at - 1].end <= start

    def add(self, number: Number) -> None:
        """Keeps a number that stands where it is free."""
        at = bisect_left(self._starts, number.start)
        self._starts.insert(at, number.start)
        self.numbers.insert(at, number)

    def add_free(self, others: Iterator[Number]) -> None:
        """Keeps those that stand where it is free."""
        for number in others:
            if self.is_free(number.start, number.end):
                self.add(number)


def _further(folded: str, at: int) -> Iterator[Number]:
    """The telephones that a list of them goes on with: 4220013/4220014."""
    while (match := _next_telephone().match(folded, at)) and not _amount_behind().match(folded, match.end()):
        yield Number(TELEPHONE, *match.span("number"))
        at = match.end()


@cache
def _next_telephone() -> re.Pattern[str]:
    number = r"(?:\(?0\d{2,3}\)?[- ]?)?(?:[2-8]\d{6,7}|[2-8]\d{2,3}-\d{4})"
    owner = r"[\u4e00-\u9fff]{1,4}[: ]{0,2}"
    return re.compile(
        rf"(?:\([^()\d\n]{{1,8}}\))?\s*[/、,;或和及\s]\s*(?:{owner})?(?P<number>{number})(?!\d|\.\d|,\d{{3}}(?!\d))"
    )


@cache
def _amount_behind() -> re.Pattern[str]:
    return re.compile(rf"{any_of('amount')}| *(?:{any_of('money')})")


@cache
def _amount_before() -> re.Pattern[str]:
    """A word that says that the number behind it is an amount, other amounts of the same row between them."""
    # Read in one way only, or a row of many amounts takes time without end.
    others = r"(?: *+\|(?: *+(?:-?[\d,.]++%?|-))?+| ++-?[\d,.]++%?)*+"
    return re.compile(rf"(?:{any_of('sum')})(?:\([^()]{{1,8}}\))?[数额]?[:为是约有 ]*{others} *\|? *\Z")


@cache
def _code_before() -> re.Pattern[str]:
    """A word that says that the number behind it is one of things: 项目编号：, but not 证件编号."""
    papers = "".join(f"(?<!{re.escape(word)})" for word in (*words("identity"), *words("papers")))
    return re.compile(rf"{papers}(?:{any_of('code')})号?[:为是|]? *\Z")


@cache
def _document_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('document')}|[〕\]】])\Z")


def _is_personal(form: Form, folded: str, start: int, end: int) -> bool:
    """Whether what stands around a number of this form leaves it a person's: no amount, no code, no document's."""
    if form.kind in _KNOWN_BY_FORM or is_identity_number(folded[start:end]):
        return True
    before = folded[max(0, start - _LONGEST_CONTEXT) : start]
    is_amount = not form.is_no_amount and _amount_behind().match(folded, end)
    if is_amount or (form.may_be_amounts and _amount_before().search(before)):
        return False
    is_document = folded[end : end + 1] == "号" and _document_before().search(before)
    return not (is_document or _code_before().search(before) or _is_inside_code(folded, start, end))


def _is_inside_code(folded: str, start: int, end: int) -> bool:
    """Whether letters and digits go on around the number, as in a fingerprint (3f13900010001a9), not Tel13900010001."""
    before = _WORD_BEFORE.search(folded, max(0, start - _LONGEST_CONTEXT), start)
    behind = _WORD.match(folded, end)
    return any(word and not word[0].isalpha() for word in (before, behind))
