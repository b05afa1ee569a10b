"""Numbers of pages as they are printed or typed: 第 2 页 共 9 页, - 2 -, 2/9."""

import re

_NUMERAL = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,5})"
_THIS, _ALL = rf"第\s*(?P<this>{_NUMERAL})\s*页", rf"共\s*{_NUMERAL}\s*页"
_NUMBERED = re.compile(
    rf"{_THIS}(?:\s*[/／,，(（]?\s*{_ALL}\s*[)）]?)?|{_ALL}\s*[/／,，(（]?\s*{_THIS.replace('this', 'then')}\s*[)）]?"
)
_DASH = r"[-—–－―·.~～\[\]［］ ]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASH}(?:page\s*)?第?\s*(?P<number>\d{{1,4}})\s*页?"
    rf"(?:\s*(?:[/／,，]|of|共)?\s*(?:共\s*)?\d{{1,4}}\s*页?)?{_DASH}"
    r"|一\s*(?P<framed>\d{1,4})\s*一",  # typed for want of a dash
    re.IGNORECASE,
)


def is_page_number(text: str) -> bool:
    """Whether the text is a page number and nothing else."""
    text = with_single_blanks(text)
    return bool(_PAGE_NUMBER.fullmatch(text) or _NUMBERED.fullmatch(text))


def with_single_blanks(text: str) -> str:
    """The text with every run of blanks as one."""
    return " ".join(text.split())


def number_of_page(text: str) -> int | None:
    """Which page a page number says it is; None where it says so in words."""
    text = with_single_blanks(text)
    found = _NUMBERED.fullmatch(text) or _PAGE_NUMBER.fullmatch(text)
    numbers = [number for number in found.groups() if number and number.isdecimal()] if found else []
    return int(numbers[0]) if numbers else None


def parted(text: str) -> tuple[str, int | None] | None:
    """The rest of a text that says in words which page it stands on, and the page; None where it does not."""
    found = _NUMBERED.search(text)
    return (text.replace(found[0], "").strip(), number_of_page(found[0])) if found else None
