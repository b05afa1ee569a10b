"""What of a web page is not its text: scripts, menus, lists of links, empty forms, reading aids above the words."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

_NEVER_NAMES = (
    "script style noscript template head nav footer aside iframe svg canvas object audio video button "
    "select option input textarea datalist rt rp rtc"
)
_NEVER = frozenset(_NEVER_NAMES.split())
_LINK_LISTS = frozenset({"ul", "ol", "dl", "div", "section", "p", "menu", "dir"})
_WEIGHED = _LINK_LISTS | {"form", "body"}
_FEWEST_LINKS = 3
_NEARLY_ALL = 0.8


@dataclass(slots=True)
class Weight:
    """Characters of an element, those of them in links to elsewhere, and the number of such links."""

    text: int = 0
    linked: int = 0
    links: int = 0


Weights = Mapping[etree._Element, Weight]


def weigh(body: etree._Element) -> Weights:
    """The weight of every element that could be a list of links, in one pass."""
    weights: dict[etree._Element, Weight] = {}
    total = Weight()
    link_depth = 0
    begun: list[tuple[int, int, int]] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            begun.append((total.text, total.linked, total.links))
            if _is_link(element):
                link_depth += 1
                total.links += 1
            _count(total, element.text, link_depth)
            continue
        if _is_link(element):
            link_depth -= 1
        text, linked, links = begun.pop()
        if element.tag in _WEIGHED or element is body:
            weights[element] = Weight(total.text - text, total.linked - linked, total.links - links)
        _count(total, element.tail, link_depth)
    return weights


def _is_link(element: etree._Element) -> bool:
    """Whether it leads away: an anchor inside the document (a table of contents) does not."""
    target = element.get("href", "") if element.tag == "a" else ""
    return bool(target) and not (target.startswith("#") and len(target) > 1)


def _count(total: Weight, text: str | None, link_depth: int) -> None:
    length = len("".join(text.split())) if text else 0
    total.text += length
    if link_depth:
        total.linked += length


def is_chrome(element: etree._Element, weights: Weights, body: etree._Element) -> bool:
    """Whether the element is none of the report's text.

    A form stays where it wraps most of the page, as some content systems do; a header stays inside an
    article, where it holds the title.
    """
    tag = element.tag
    if tag in _NEVER:
        return True
    if tag == "sdfield":  # a page number, in what LibreOffice saves
        return element.get("type", "").lower() in {"page", "docstat"}
    if tag == "header":
        return next(element.iterancestors("article", "main"), None) is None
    if tag == "form":
        return weights[element].text * 2 < weights[body].text
    if tag in _LINK_LISTS:
        weight = weights[element]
        return weight.links >= _FEWEST_LINKS and weight.linked >= weight.text * _NEARLY_ALL
    return False
