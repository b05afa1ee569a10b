"""What a server sends where a file was asked for: a page that says why not, under the file's name.

Told by what it holds: little text, no amount, no words of a report, and a line of its own that says so.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from flows.model.exceptions import NoReport
from flows.model.personal import masked
from flows.model.words import folded, read_seed, split_words

# Error pages say a sentence or two; a page with more on it is somebody's text.
MOST_TEXT = 500
_MOST_JSON = 20_000
_LEAST_SHARE = 0.3  # of its clause, so that a report may say that no 系统错误 was found
_AMOUNT = re.compile(r"\d\s*[百千万亿]?\s*元")
_OF_REPORTS = re.compile(r"绩效|决算|自评")
_CLAUSE_END = re.compile(r"[\n。！!；;，,：:|]+")
_MARKUP = re.compile(r"<[^<>]{0,300}>")
_WAY_OUT = "请重新下载报告原件，能打开并看到报告"


@cache
def _pages() -> Mapping[str, str]:
    """The name of the page that a phrase tells, by the phrase in small letters without blanks."""
    rows = read_seed("served_pages")
    return {folded(word).lower(): row["page_name"] for row in rows for word in split_words(row["words"])}


def refuse_served(text: str, source: Path, title: str = "", asks_password: bool = False) -> None:
    """Raises `NoReport` where the text is a server's answer in place of a report.

    `title` is what a page calls itself beside its text, and `asks_password` whether it has a field for one.
    """
    text = text.strip()
    if found := _answer(text) or _page(text, title, asks_password):
        raise NoReport(source, found, _WAY_OUT)


def _answer(text: str) -> str:
    """An object of JSON: what programs tell each other."""
    if not (text.startswith("{") and text.endswith("}")) or len(text) > _MOST_JSON:
        return ""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return ""
    return f"内容是服务器返回的数据（{_short(text)}）"


def _page(text: str, title: str, asks_password: bool) -> str:
    if text.startswith("<"):
        text = _MARKUP.sub("\n", text)
    plain = "".join(text.split())
    if len(plain) > MOST_TEXT or _AMOUNT.search(plain):
        return ""
    if asks_password:
        return f"内容是网站的登录页面（{_short(title or text)}）"
    if _OF_REPORTS.search(plain):
        return ""
    for clause in _CLAUSE_END.split(f"{title}\n{text}"):
        said = folded(clause).lower()
        for phrase, name in _pages().items():
            if phrase in said and len(phrase) >= _LEAST_SHARE * len(said):
                return f"内容是网站的{name}（{_short(clause)}）"
    return ""


def _short(text: str) -> str:
    # Covered before it is cut: no mask knows half a number.
    text = masked(" ".join(text.split()))
    return text if len(text) <= 40 else f"{text[:40]}…"
