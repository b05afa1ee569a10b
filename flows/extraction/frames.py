"""What a web site prints around a report: the path to the page, who runs the site, when the page was put there."""

import re
from functools import cache

from flows.model.words import longest_first, read_seed, remembered, split_words

_LONGEST = 120
_PATH = re.compile(r"首页[\s　]*[>＞»›]|[>＞»›].*[>＞»›].*[\u4e00-\u9fff]$")
_REGISTERED = re.compile(r"ICP备|公网安备")
_FACT = re.compile(
    r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?|\d{4}年\d{1,2}月|\d{0,9}次?"
    r"|[\u4e00-\u9fff（）()【】]{0,30}|[A-Za-z\d/-]{1,40}"
)


@remembered
def is_frame(text: str) -> bool:
    """Whether a paragraph is of the page and not of the report on it."""
    line = text.strip()
    if not 0 < len(line) <= _LONGEST:
        return False
    if _words("breadcrumb").match(line) or _PATH.match(line) or _REGISTERED.search(line):
        return True
    return bool(_words("site").match(line)) or _holds_facts_alone("".join(line.split()))


def _holds_facts_alone(line: str) -> bool:
    before, *values = _words("page_fact").split(line)
    return not before and bool(values) and all(_FACT.fullmatch(value.strip("|｜")) for value in values)


@cache
def _words(role: str) -> re.Pattern[str]:
    rows = (row for row in read_seed("document_words") if row["role"] == role)
    words = "|".join(map(re.escape, longest_first(word for row in rows for word in split_words(row["words"]))))
    return re.compile(rf"(?:{words})(?:单位)?[\s　]*[：:]")
