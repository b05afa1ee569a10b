"""What a web page does not show: by attributes and tags, by its style attributes and its own style sheets.

What a style sheet hides another selector may show again, which is taken to do so wherever its last part applies: in
doubt text is seen.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from lxml import etree

from flows.readers.unseen import WHITE, Kind
from flows.readers.web.sight import INHERITED, SIGHT, Declared, is_out_of_flow, is_out_of_sight, may_put_out_of_sight
from flows.readers.web.styles import Sheets, applying, declarations

_STRUCK = frozenset({"s", "strike", "del"})
# What a page says somewhere, in small letters, that hides anything in one of the ways followed here.
_HIDING_WORDS = (
    b"none", b"hidden", b"collapse", b"mso-hide", b"line-through", b"<s>", b"<s ", b"<strike", b"<del", b"opacity",
    b"clip", b"transform", b"font-size:0", b"font-size: 0",
)  # fmt: skip
_FAR_WORDS = re.compile(rb"[:\s]-(?:\d{3}|\d\d(?:\.\d+)?(?:r?em|ex|ch|in|cm|pc|v[wh]))")
_WHITE_WORDS = re.compile(
    rb"color\s*[:=][\s\"']*(?:#?f|rgb|hsl|white|window|background|transparent|#(?:[0-9a-f]{3}0|[0-9a-f]{6}00)\b)"
)
_WITH_LOOKS = etree.XPath("//*[@style or @hidden or self::s or self::strike or self::del or self::font[@color]]")
_GONE = frozenset({"none"})
_INVISIBLE = frozenset({"hidden", "collapse"})
_HIDING = _GONE | _INVISIBLE | {"all"}
_NO_PAPER = re.compile(r"(?:transparent|none|inherit|initial|unset|0|0px|repeat|scroll|\s)+")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})")
_HEX = re.compile(r"#?(?:[0-9a-f]{3}|[0-9a-f]{6})")


@dataclass(frozen=True, slots=True)
class Hiding:
    """What the style sheets of a page and its elements hide.

    `suspects` are all elements that may be hidden: nearly all of most pages are not, and are not looked at again.
    """

    sheets: Sheets
    suspects: AbstractSet[etree._Element]

    def hides(self, element: etree._Element) -> Kind | None:
        """Why nobody sees what an element says, None where it is seen."""
        if element not in self.suspects:
            return None
        declared = self.sheets.declared(element)
        if self._is_gone(element, declared):
            return "hidden"
        if declared.get("visibility") in _INVISIBLE and not self._is_undone(element, "visibility", "visible"):
            return "hidden"
        if is_out_of_sight(declared, element.tag) or self._hands_down(element, declared):
            return "hidden"
        line = declared.get("text-decoration", "") + declared.get("text-decoration-line", "")
        if "line-through" in line or (element.tag in _STRUCK and not line):
            return "struck"
        color = declared.get("color", "") or (element.get("color") or "" if element.tag == "font" else "")
        is_white = bool(color) and _is_white(color) and not self._is_undone(element, "color", "")
        return "white" if is_white and self._is_on_white(element) else None

    def removes(self, element: etree._Element) -> bool:
        """Whether an element leaves no room where it stands."""
        if element not in self.suspects:
            return False
        declared = self.sheets.declared(element)
        if self._is_gone(element, declared) or declared.get("visibility") == "collapse":
            return True
        return is_out_of_flow(declared) and self.hides(element) == "hidden"

    def _is_gone(self, element: etree._Element, declared: Declared) -> bool:
        display = declared.get("display")
        is_off = element.get("hidden") is not None and display is None
        return is_off or display in _GONE or declared.get("mso-hide") == "all"

    def _hands_down(self, element: etree._Element, declared: Declared) -> bool:
        """Whether an element gives what it holds something that puts it out of sight, and nothing in it says otherwise.

        Letters without a colour are seen where they are cut out of a picture, or by their shadow.
        """
        is_cut_out = any(name.startswith("background") or name == "text-shadow" for name in declared)
        names = (name for name, hides in INHERITED.items() if hides(declared.get(name, "")))
        return any(not (name == "color" and is_cut_out) and not self._is_undone(element, name, "") for name in names)

    def _is_undone(self, element: etree._Element, name: str, value: str) -> bool:
        """Whether something inside has a value of its own for what is handed down."""
        for inside in element.iterdescendants():
            if not isinstance(inside.tag, str):
                continue
            own = self.sheets.declared(inside).get(name, "")
            if (own and (not value or own == value)) or (name == "color" and inside.get("color")):
                return True
        return False

    def _is_on_white(self, element: etree._Element) -> bool:
        """Whether neither the element nor anything around it lays a colour under its text."""
        for around in (element, *element.iterancestors()):
            if not isinstance(around.tag, str):
                continue
            if self.sheets.has_others and around.tag != "body" and (around.get("class") or around.get("id")):
                return False
            declared = self.sheets.declared(around)
            papers = [value for name, value in declared.items() if name.startswith("background")]
            papers += filter(None, (around.get("bgcolor"), around.get("background")))
            if any(not (_NO_PAPER.fullmatch(paper) or _is_white(paper)) for paper in papers):
                return False
        return True


def hiding_of(root: etree._Element, page: bytes, sheets: Sheets) -> Hiding:
    """What a page hides; `page` is the page as written, in UTF-8 and small letters."""
    if not any(word in page for word in _HIDING_WORDS) and not (_WHITE_WORDS.search(page) or _FAR_WORDS.search(page)):
        return Hiding(sheets, frozenset())
    return Hiding(sheets, frozenset(_suspects(root, sheets)))


def may_hide(name: str, value: str) -> bool:
    """Whether a declaration may hide an element, alone or with others."""
    value = value.removesuffix("!important").strip()
    if name in SIGHT or name in INHERITED:
        return may_put_out_of_sight(name, value) or (name == "color" and _is_white(value))
    return value in _HIDING or "line-through" in value


def _suspects(root: etree._Element, sheets: Sheets) -> Iterator[etree._Element]:
    """The elements that by themselves, or by a style sheet, have anything that may hide."""
    for element in cast("list[etree._Element]", _WITH_LOOKS(root)):
        is_so = element.get("hidden") is not None or element.tag in _STRUCK
        if is_so or _hides_by(element.get("style", ""), element.get("color", "") if element.tag == "font" else ""):
            yield element
    hiding = {key: [rule for rule in known if _hides_some(rule.declared)] for key, known in sheets.rules.items()}
    hiding = {key: known for key, known in hiding.items() if known}
    hides: dict[tuple[str | None, ...], bool] = {}
    for element in root.iter(etree.Element) if hiding else ():
        likeness = (element.tag, element.get("id"), element.get("class"))
        if likeness not in hides:
            hides[likeness] = next(applying(hiding, element), None) is not None
        if hides[likeness]:
            yield element


@lru_cache(maxsize=1_024)
def _hides_by(style: str, color: str) -> bool:
    """Whether what is written at an element may hide it: many are written alike."""
    return _hides_some(declarations(style)) or (bool(color) and may_hide("color", color.lower()))


def _hides_some(declared: Declared) -> bool:
    return any(may_hide(name, value) for name, value in declared.items())


def _is_white(color: str) -> bool:
    value = color.strip().lower()
    if value in {"white", "window", "background"}:
        return True
    if match := _RGB.match(value):
        return all(int(part) >= WHITE for part in match.groups())
    if not _HEX.fullmatch(value):
        return False
    digits = value.lstrip("#")
    return min(bytes.fromhex(digits if len(digits) == 6 else "".join(2 * digit for digit in digits))) >= WHITE
