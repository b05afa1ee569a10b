"""How numbers of persons are written: every form, with the labels that some of them need in front."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from flows.model.personal.labels import any_spaced

MOBILE, TELEPHONE, IDENTITY = "mobile", "telephone", "identity"
ACCOUNT, MAIL, PLATE, ADDRESS = "account", "mail", "plate", "address"

_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_REGION = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|99)\d{4}"  # 99 are counties that do not exist
_CENTURY = r"(?:18|19|20)\d{2}"
# No digit touches a number, nor those of a decimal; .0 is what a sheet makes of a number without a format.
_BEGIN, _END = r"(?<!\d)(?<!\d\.)", r"(?!\d|\.(?!0(?!\d))\d)"
# One of a row of amounts has digits beside it, a blank between them.
_BEGIN_ALONE, _END_ALONE = rf"{_BEGIN}(?<!\d )", rf"{_END}(?! ?\d)"
_GAP = r"(?: ?[-·._] ?| {1,2}|\n)"  # between the groups of one number
_DASH = r"(?: ?-+ ?| {1,2}|\n)"  # between a telephone and the code of its area
_NOT_DIGITS = re.compile(r"[^\dXx]")

_PREFIX = r"1[3-9]\d"
_GROUPS_OF_MOBILES = (
    (3, 4, 4), (3, 3, 5), (3, 5, 3), (4, 3, 4), (4, 4, 3), (3, 8), (7, 4), (3, 2, 3, 3), (3, 2, 2, 2, 2),
)  # fmt: skip
_DIGIT_BY_DIGIT = r"1 [3-9](?: \d){9}"
_AREA = r"(?:10|2[0-57-9]|[3-9]\d{2})"
_LOCAL = rf"[2-8](?:\d{{6,7}}|\d{{2}}{_GAP}\d{{4}}|\d{{3}}{_GAP}\d{{4}})"
_EXTENSION = r"(?:-\d{1,5}|转\d{1,5})?(?!-?\d)"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

# GB 11643: the weighted sum of the first seventeen digits, modulo 11, gives the last character.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Form:
    """How numbers of a kind are written; the group `number` is the number, before which a label may have to stand.

    `is_meant` looks at the number alone. No amount is written like one that `is_no_amount`, whatever stands behind it.
    Where a list of telephones may go on behind it, it `goes_on`. Nothing but eleven digits tells one that `is_bare`.
    What looks like one behind a word of money `may_be_amounts`.
    """

    kind: str
    pattern: re.Pattern[str]
    is_no_amount: bool = False
    goes_on: bool = False
    is_bare: bool = False
    may_be_amounts: bool = False
    is_meant: Callable[[str], bool] = lambda _: True


@cache
def forms() -> tuple[Form, ...]:
    """Every form of a number, those that tell most first: what one has taken no later one takes."""
    return (*_mails(), *_identities(), *_mobiles(), *_accounts(), *_telephones(), *_places())


def _number(form: str, label: str = "", begin: str = _BEGIN, end: str = _END) -> re.Pattern[str]:
    """A number of a form, behind a label or where it may begin."""
    return re.compile(f"{label or begin}(?P<number>{form}){end}")


def _label(*roles: str) -> str:
    """A label with what may stand between it and its number: 电话及传真号码（办）：."""
    also = r"(?:[及和与/][\u4e00-\u9fff]{2,4})?(?:号码?|编号)?(?: *\([^()\d\n]{1,8}\))?"
    return rf"(?:{any_spaced(*roles)}){also}[ :|为是(\n\[【_]*"


def _telephone_label() -> str:
    """The same of telephones, behind whose colon the name of a person may stand: 联系人及电话：王主任 4230000."""
    named = r"(?:[\u4e00-\u9fff]{1,4}[ :(/\n]{0,3})?"
    return rf"{_label('telephone')}(?:(?<=[:|]){named}|(?<=[:|] ){named})?"


def _mails() -> tuple[Form, ...]:
    mail = r"[A-Za-z\d][\w.+-]{0,63} ?@ ?[A-Za-z\d][\w-]*(?:\.[\w-]+)+"
    return (Form(MAIL, _number(mail, begin=r"(?<![A-Za-z\d])", end=""), is_no_amount=True),)


def _identities() -> tuple[Form, ...]:
    whole = rf"{_REGION}{_CENTURY}{_DAY}\d{{3}}[\dXx]"
    tail = r"\d{3}[\dXx]"
    apart = "|".join(
        (
            rf"{_REGION}{_GAP}?{_CENTURY}{_GAP}?{_DAY}{_GAP}?{tail}",
            rf"[1-9]\d{{2}}{_GAP}\d{{3}}{_GAP}{_CENTURY}{_GAP}{_DAY}{_GAP}{tail}",
            rf"[1-9]\d{{3}}{_GAP}\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{4}}{_GAP}?\d[\dXx]",
        )
    )
    old = rf"{_REGION}[2-9]\d{_DAY}\d{{3}}"
    other = r"[A-Za-z]{0,3}\d{6,20}(?:[A-Za-z]\d?)?|[\u4e00-\u9fff]{1,4}字第? ?\d{4,18}号?"
    papers = _label("papers", "identity")
    touching = r"(?=\d{1,7}(?:\.\d+)? *(?:元|万|亿))"  # the amount that its owner was paid
    return (
        Form(IDENTITY, _number(whole, end=touching), is_no_amount=True, is_meant=is_identity_number),
        Form(IDENTITY, _number(whole), is_no_amount=True),
        Form(
            IDENTITY, _number(apart, begin=_BEGIN_ALONE, end=_END_ALONE), is_no_amount=True, is_meant=_is_identity_apart
        ),
        Form(IDENTITY, _number(apart, papers), is_no_amount=True, is_meant=has_birthday),
        Form(IDENTITY, _number(r"[1-9]\d{14}(?:\d{2}[\dXx])?", papers), is_no_amount=True),
        Form(IDENTITY, _number(other, papers), is_no_amount=True),
        Form(IDENTITY, _number(old)),
    )


def _mobiles() -> tuple[Form, ...]:
    whole = rf"{_PREFIX}\d{{8}}"
    apart = "|".join(_GAP.join(_group(*group) for group in enumerate(lengths)) for lengths in _GROUPS_OF_MOBILES)
    abroad = rf"\(?(?:\+|00)86\)?{_GAP}?"
    code = rf"(?:\(?(?:\+|00)?86\)?{_GAP}?|0)"
    labelled = _number(f"{code}?(?:{whole}|{apart})", _telephone_label(), end=r"(?!\d)")
    return (
        Form(MOBILE, labelled, is_no_amount=True, goes_on=True),
        Form(MOBILE, _number(f"{code}{whole}"), is_no_amount=True, goes_on=True),
        Form(MOBILE, _number(whole), is_no_amount=True, goes_on=True, is_bare=True, may_be_amounts=True),
        Form(MOBILE, _number(f"{abroad}(?:{apart})"), is_no_amount=True, goes_on=True),
        Form(
            MOBILE,
            _number(f"0?(?:{apart}|{_DIGIT_BY_DIGIT})", begin=_BEGIN_ALONE, end=_END_ALONE),
            goes_on=True,
            may_be_amounts=True,
        ),
    )


def _group(at: int, length: int) -> str:
    """The digits of one group of a mobile number; the first tells that it is one."""
    return rf"\d{{{length}}}" if at else _PREFIX + r"\d" * (length - 3)


def _accounts() -> tuple[Form, ...]:
    account = r"(?=(?:[ -]?\d){8})\d{2,30}(?:[ -]\d{3,14}){0,7}(?:[ -]\d{1,3})?"
    card = r"62\d{14}|62\d{17}|62\d{2}(?:[ -]\d{4}){3}(?:[ -]?\d{3})?"
    handle = r"[A-Za-z][\w-]{5,19}|[1-9]\d{4,10}"
    return (
        Form(ACCOUNT, _number(account, _label("account"))),
        Form(ACCOUNT, _number(card), is_meant=_is_card),
        Form(ACCOUNT, _number(handle, rf"(?:{any_spaced('handle')})(?:号码?)?[ :|为是(]*", end=r"(?!\d)")),
    )


def _telephones() -> tuple[Form, ...]:
    abroad = rf"\(?(?:\+|00)86\)?{_GAP}?0?{_AREA}{_DASH}?{_LOCAL}{_EXTENSION}"
    with_area = rf"(?:\(0{_AREA}\) ?|0{_AREA}{_DASH}?){_LOCAL}{_EXTENSION}"
    dashed = rf"(?:\(0\d{{2,3}}\) ?|0\d{{2,3}}{_DASH})\d{{7,8}}{_EXTENSION}"
    groups = rf"\d{{3,4}}{_GAP}\d{{4}}|\d{{2,3}}(?:{_GAP}\d{{2,3}}){{2}}|[48]00{_GAP}?\d{{3}}{_GAP}?\d{{4}}"
    labelled = rf"(?:\(?0\d{{2,3}}\)?{_GAP}?)?(?:\d{{7,8}}|{groups}){_EXTENSION}"
    return (
        *(Form(TELEPHONE, _number(form), goes_on=True) for form in (abroad, with_area, dashed)),
        Form(TELEPHONE, _number(labelled, _telephone_label()), goes_on=True),
    )


def _places() -> tuple[Form, ...]:
    letter, special = r"[A-HJ-NP-Z\d]", "[挂学警港澳领]"
    tail = rf"{letter}{{4}}{special}|(?=[A-Z\d]{{0,4}}\d){letter}{{5}}{special}?|[DF]{letter}\d{{4}}|\d{{5}}[DF]"
    plate = rf"[{_PROVINCES}][A-HJ-NP-Z][· -]?(?:{tail})"
    no_plate = r"(?![A-Za-z\d]|[-+线亩号]|项目|标段|型号|路段|混凝土)"
    part = r"(?:(?!\d+(?:\.\d+)? *(?:元|万|亿|%))[^,。;|\n:])"  # no amount is part of an address
    address = rf"(?=[^,。;|\n]{{0,60}}[省市县区镇乡村路街号组栋幢室园]){part}{{4,60}}"
    house = rf"(?=[^,。;|\n]{{0,60}}\d+ *(?:号|栋|幢|组|室|单元)){part}{{4,60}}"
    return (
        Form(PLATE, _number(plate, begin=r"(?<![A-Za-z])", end=no_plate)),
        Form(ADDRESS, _number(address, rf"(?:{any_spaced('address')})(?: *\([^()\n]{{1,8}}\))? *[:|][ :|]*", end="")),
        Form(ADDRESS, _number(house, rf"(?:{any_spaced('address')})[ 为是]*", end="")),
    )


def is_identity_number(text: str) -> bool:
    """Whether 18 characters are an identity number by birth date and check digit, and no other long number."""
    if not re.fullmatch(r"[0-9]{17}[0-9Xx]", text) or not has_birthday(text):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text, strict=False))
    return _CHECKS[total % 11] == text[17].upper()


def _is_identity_apart(text: str) -> bool:
    """The same of a number in groups."""
    return is_identity_number(_NOT_DIGITS.sub("", text))


def has_birthday(text: str) -> bool:
    """Whether the seventh to the fourteenth of eighteen digits, in whatever groups, are a day of the calendar."""
    digits = _NOT_DIGITS.sub("", text)
    try:
        return len(digits) == 18 and bool(date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14])))
    except ValueError:
        return False


def _is_card(text: str) -> bool:
    """Whether the digits end with the check digit of a bank card (ISO/IEC 7812)."""
    digits = [int(digit) for digit in text if digit.isdecimal()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
