"""What in a text belongs to a person: telephone and identity numbers, and names behind a label such as 联系人.

The one home of this decision: the ledger, what becomes a figure, V08, the masks of all that leaves staging and the net
before publication ask here. The words around a number or a name are those of `personal_labels.csv`.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from flows.model.words import longest_first, read_seed, remembered, split_words

MOBILE, TELEPHONE, IDENTITY, PERSON = "mobile", "telephone", "identity", "person"
PERSONAL_KINDS = frozenset({MOBILE, TELEPHONE, IDENTITY, PERSON})
COVER = "***"


@dataclass(frozen=True, slots=True)
class Personal:
    """A stretch of a text that belongs to a person, of one of `PERSONAL_KINDS`; a list of names is one stretch.

    `is_bare` holds of a mobile number in digits and nothing else: a column of money may print it as an amount.
    """

    kind: str
    start: int
    end: int
    is_bare: bool = False


class _Folds(dict[int, str]):
    """Each character in the form that is searched: NFKC where that is one character, every dash and every blank one.

    Numbers in a ring or above the line (①, ²) stay: they are no digits of the number that they stand beside.
    """

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kind = unicodedata.category(letter)
        if kind == "Cf":
            fold = ""
        elif kind == "Pd" or letter == "−":
            fold = "-"
        elif kind == "Zs" or letter == "\t":
            fold = " "
        else:
            form = unicodedata.normalize("NFKC", letter)
            fold = form if len(form) == 1 and kind not in {"No", "So"} else letter
        self[code] = fold
        return fold


_FOLDS = _Folds()

_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_BEGIN, _END = r"(?<!\d)(?<!\d\.)", r"(?!\d|\.\d)"  # no digit touches a number, nor those of a decimal
_LONG = re.compile(r"\d[-()\d ]{5,}[\dXx]")  # every form of a number holds this
_SHORTEST = 7
_NUMBER_OF_CELL = re.compile(r"[+(]?\d[-\d)( ]{6,}[xX]?")
_WORD, _WORD_BEFORE = re.compile(r"[A-Za-z\d]+"), re.compile(r"[A-Za-z\d]+\Z")
_LONGEST_LABEL = 16  # characters that are looked at before a number

# GB 11643: the weighted sum of the first seventeen digits, modulo 11, gives the last character.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class _Form:
    """How numbers of a kind are written; the group `number` is the number, before which a label may have to stand.

    No amount is written like one that `is_no_amount`, whatever stands behind it.
    """

    kind: str
    pattern: re.Pattern[str]
    is_no_amount: bool = False


@cache
def _words() -> Mapping[str, str]:
    """An alternation of the words of each role of the seed."""
    return {
        row["role"]: "|".join(map(re.escape, longest_first(split_words(row["words"]))))
        for row in read_seed("personal_labels")
    }


@cache
def _forms() -> tuple[_Form, ...]:
    """Every form of a number, those that tell most first: what one has taken no later one takes."""
    telephone = rf"(?:{_words()['telephone']})(?:号码?)?[:|为是(\s]*"
    papers = rf"(?:{_words()['identity']})(?:号码?|编号)?[:|为是(\s]*"
    born = rf"(?:18|19|20)\d{{2}}{_DAY}"
    abroad = r"(?:\(?(?:\+|00)?86\)?[- ]?|0)?"
    surely_abroad = r"\(?(?:\+|00)86\)?[- ]?"
    mobile = r"1[3-9]\d(?:-?\d{4}){2}"
    spaced_mobile = r"1[3-9]\d(?:[- ]?\d{4}){2}"
    area = r"(?:\(0\d{2,3}\)|0\d{2,3})"
    return (
        _Form(IDENTITY, _number(rf"[1-9]\d{{5}}{born}\d{{3}}[\dXx]"), is_no_amount=True),
        _Form(IDENTITY, _number(r"[1-9]\d{14}(?:\d{2}[\dXx])?", papers), is_no_amount=True),
        _Form(IDENTITY, _number(rf"[1-9]\d{{7}}{_DAY}\d{{3}}")),
        _Form(MOBILE, _number(f"{abroad}{mobile}|{surely_abroad}{spaced_mobile}")),
        _Form(MOBILE, _number(f"{abroad}{spaced_mobile}", telephone, end=r"(?!\d)"), is_no_amount=True),
        _Form(TELEPHONE, _number(rf"{area}-\d{{7,8}}|\(0\d{{2,3}}\) ?\d{{7,8}}")),
        _Form(TELEPHONE, _number(rf"(?:{area}[- ]?)?\d{{7,8}}", telephone)),
    )


def _number(form: str, label: str = _BEGIN, end: str = _END) -> re.Pattern[str]:
    """A number of a form, behind a label."""
    return re.compile(f"{label}(?P<number>{form}){end}")


@cache
def _names() -> re.Pattern[str]:
    """A name, or a list of them, behind a label and a colon, or right behind it where the clause ends."""
    label, signed = _words()["person"], _words()["signed"]
    han = r"[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
    return re.compile(
        rf"(?:{label})(?:"
        rf"(?:\s*\((?:{signed})\))?\s*[:|为是]\s*(?P<told>{han}{{2,4}}(?:[、和]{han}{{2,3}})*)"
        rf"|(?!{signed})(?P<bare>{han}{{2,3}})(?=[,。;、]|\Z))"
    )


@cache
def _amount_behind() -> re.Pattern[str]:
    return re.compile(rf"{_words()['amount']}| *(?:{_words()['money']})")


@cache
def _code_before() -> re.Pattern[str]:
    """A word that says that the number behind it is one of things: 项目编号：, but not 证件编号."""
    papers = "".join(f"(?<!{word})" for word in _words()["identity"].split("|"))
    return re.compile(rf"{papers}(?:{_words()['code']})[:为是]?\s*\Z")


@cache
def _document_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words()['document']})\Z")


@remembered
def personal(text: str) -> tuple[Personal, ...]:
    """What belongs to a person, in the order of the text; places count the characters of the text as given."""
    folded = text.translate(_FOLDS)
    found = list(_names_in(folded))
    if _LONG.search(folded):
        found.extend(_numbers_in(folded))
        found.sort(key=lambda part: part.start)
    if not found or len(folded) == len(text):
        return tuple(found)
    places = [place for place, letter in enumerate(text) if _FOLDS[ord(letter)]]
    return tuple(replace(part, start=places[part.start], end=places[part.end - 1] + 1) for part in found)


def masked(text: str) -> str:
    """The text with `***` in place of everything that belongs to a person."""
    return covered(text, personal(text))


def covered(text: str, parts: Iterable[Personal]) -> str:
    """The text with `***` in place of these parts of it, which are given in its order."""
    kept: list[str] = []
    at = 0
    for part in parts:
        kept += text[at : part.start], COVER
        at = part.end
    return "".join(kept) + text[at:]


def kind_of_cell(text: str, labels: Iterable[str] = (), *, is_of_money: bool = False) -> str:
    """The kind of the personal number that a cell holds and nothing else, '' where it holds none.

    `labels` are the words above and beside it: below 联系电话 any number of seven digits is one. Where money is asked
    for, the digits of a mobile number may be an amount.
    """
    folded = text.translate(_FOLDS).strip()
    if len(folded) < _SHORTEST:
        return ""
    told = _kind_by_label(labels) if _NUMBER_OF_CELL.fullmatch(folded) else ""
    part = next(iter(personal(folded)), None)
    is_whole = part is not None and (part.start, part.end) == (0, len(folded)) and part.kind != PERSON
    return part.kind if part and is_whole and (told or not (part.is_bare and is_of_money)) else told


def _kind_by_label(labels: Iterable[str]) -> str:
    flat = ["".join(label.translate(_FOLDS).split()).rstrip(":") for label in labels]
    return next((kind for kind, pattern in _kinds_of_labels() if any(map(pattern.search, flat))), "")


@cache
def _kinds_of_labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"(?:{_words()[kind]})(?:号码?)?\Z")) for kind in (TELEPHONE, IDENTITY))


def _numbers_in(folded: str) -> Iterator[Personal]:
    """The numbers of a folded text, form by form; none overlaps another."""
    starts: list[int] = []
    ends: list[int] = []
    for form in _forms():
        for match in form.pattern.finditer(folded):
            start, end = match.span("number")
            at = bisect_left(starts, end)  # what is taken before it begins where this ends
            if (at and ends[at - 1] > start) or not _is_personal(form, folded, start, end):
                continue
            part = Personal(
                form.kind, start, end, form.kind == MOBILE and match["number"].isdecimal() and match["number"][0] != "0"
            )
            starts.insert(at, start)
            ends.insert(at, end)
            yield part


def _is_personal(form: _Form, folded: str, start: int, end: int) -> bool:
    """Whether what stands around a number of this form leaves it a person's: no amount, no code, no document's."""
    if is_identity_number(folded[start:end]):
        return True
    before = folded[max(0, start - _LONGEST_LABEL) : start]
    is_amount = not form.is_no_amount and _amount_behind().match(folded, end)
    is_document = folded[end : end + 1] == "号" and _document_before().search(before)
    return not (is_amount or is_document or _code_before().search(before) or _is_inside_code(folded, start, end))


def _is_inside_code(folded: str, start: int, end: int) -> bool:
    """Whether letters and digits go on around the number, as in a fingerprint (3f13900010001a9), not Tel13900010001."""
    before, behind = _WORD_BEFORE.search(folded, max(0, start - _LONGEST_LABEL), start), _WORD.match(folded, end)
    return any(word and not word[0].isalpha() for word in (before, behind))


def _names_in(folded: str) -> Iterator[Personal]:
    for match in _names().finditer(folded):
        group = "told" if match["told"] else "bare"
        yield Personal(PERSON, *match.span(group))


def is_identity_number(text: str) -> bool:
    """Whether 18 characters are an identity number by birth date and check digit, and no other long number."""
    if not re.fullmatch(r"[0-9]{17}[0-9Xx]", text):
        return False
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text, strict=False))
    return _CHECKS[total % 11] == text[17].upper()
