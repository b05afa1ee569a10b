"""What a web page does not show: by attributes and tags, by its style attributes and its own style sheets.

Of the sheets, simple selectors are followed (`tag`, `.class`, `#id` and those together). What they hide another
selector may show again, which is taken to do so wherever its last part applies: in doubt text is seen.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, cast

from lxml import etree

from flows.readers.unseen import WHITE, Kind

_STRUCK = frozenset({"s", "strike", "del"})
_NOT_CSS = re.compile(r"/\*(?:.*?\*/|.*)|<!--|-->", re.DOTALL)
_SIMPLE = re.compile(r"(?P<tag>[a-z][\w-]*|\*)?(?P<rest>(?:[.#][\w-]+)*)", re.IGNORECASE)
_LAST_PART = re.compile(r"[\s>+~]+")
_MOST_RULES = 4_000
_FOLLOWED = frozenset(
    [
        "display",
        "visibility",
        "mso-hide",
        "text-decoration",
        "text-decoration-line",
        "color",
        "background",
        "background-color",
        "background-image",
    ]
)
_INLINE = 1_000  # how much more a style attribute weighs than any selector
# What a page says somewhere, in small letters, that hides anything in one of the ways followed here.
_HIDING_WORDS = (b"none", b"hidden", b"collapse", b"mso-hide", b"line-through", b"<s>", b"<s ", b"<strike", b"<del")
_WHITE_WORDS = re.compile(rb"color\s*[:=][\s\"']*(?:#?f|rgb|white|window|background)")
_WITH_LOOKS = etree.XPath("//*[@style or @hidden or self::s or self::strike or self::del or self::font[@color]]")
_GONE = frozenset({"none"})
_INVISIBLE = frozenset({"hidden", "collapse"})
_HIDING = _GONE | _INVISIBLE | {"all"}
_NO_PAPER = re.compile(r"(?:transparent|none|inherit|initial|unset|0|0px|repeat|scroll|\s)+")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})")
_HEX = re.compile(r"#?(?:[0-9a-f]{3}|[0-9a-f]{6})")


class _Rule(NamedTuple):
    """What one selector declares; `is_partial` where only its last part is known."""

    weight: int
    order: int
    tag: str
    names: frozenset[str]  # classes as .name, an identifier as #name
    is_partial: bool
    declared: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Hiding:
    """The style sheets of a page, by what elements must have for a rule to apply.

    `has_others` says that there are sheets which are not read, so that anything with a class may have a colour.
    `suspects` are all elements that may be hidden: nearly all of most pages are not, and are not looked at again.
    `known` is what was worked out for elements that are written alike.
    """

    rules: Mapping[str, Sequence[_Rule]]
    has_others: bool
    suspects: AbstractSet[etree._Element]
    known: dict[tuple[str | None, ...], Mapping[str, str]] = field(default_factory=dict)

    def hides(self, element: etree._Element) -> Kind | None:
        """Why nobody sees what an element says, None where it is seen."""
        if element not in self.suspects:
            return None
        declared = self._declared(element)
        if self._is_gone(element, declared):
            return "hidden"
        if declared.get("visibility") in _INVISIBLE and not self._is_undone(element, "visibility", "visible"):
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
        declared = self._declared(element)
        return self._is_gone(element, declared) or declared.get("visibility") == "collapse"

    def _is_gone(self, element: etree._Element, declared: Mapping[str, str]) -> bool:
        display = declared.get("display")
        is_off = element.get("hidden") is not None and display is None
        return is_off or display in _GONE or declared.get("mso-hide") == "all"

    def _declared(self, element: etree._Element) -> Mapping[str, str]:
        """The followed properties that a style sheet or the element itself gives it."""
        inline = element.get("style", "")
        if not self.rules:
            return _plain(inline) if inline else {}
        # Elements that are alike are asked once: pages have thousands, and few ways to write them.
        likeness = (element.tag, element.get("id"), element.get("class"), inline)
        if likeness not in self.known:
            self.known[likeness] = self._worked_out(element, inline)
        return self.known[likeness]

    def _worked_out(self, element: etree._Element, inline: str) -> Mapping[str, str]:
        found: dict[str, tuple[tuple[bool, int, int], str]] = {}
        for rule in _applying(self.rules, element):
            _declare(found, rule.declared, rule.weight, rule.order)
        if inline:
            _declare(found, _declarations(inline), _INLINE, 0)
        return {name: value for name, (_, value) in found.items()}

    def _is_undone(self, element: etree._Element, name: str, value: str) -> bool:
        """Whether something inside has a value of its own for what is handed down."""
        for inside in element.iterdescendants():
            if not isinstance(inside.tag, str):
                continue
            own = self._declared(inside).get(name, "")
            if (own and (not value or own == value)) or (name == "color" and inside.get("color")):
                return True
        return False

    def _is_on_white(self, element: etree._Element) -> bool:
        """Whether neither the element nor anything around it lays a colour under its text."""
        for around in (element, *element.iterancestors()):
            if not isinstance(around.tag, str):
                continue
            if self.has_others and around.tag != "body" and (around.get("class") or around.get("id")):
                return False
            declared = self._declared(around)
            papers = [value for name, value in declared.items() if name.startswith("background")]
            papers += filter(None, (around.get("bgcolor"), around.get("background")))
            if any(not (_NO_PAPER.fullmatch(paper) or _is_white(paper)) for paper in papers):
                return False
        return True


def hiding_of(root: etree._Element, page: bytes) -> Hiding:
    """What the style sheets inside a page hide; `page` is the page as written, in UTF-8."""
    small = page.lower()
    if not any(word in small for word in _HIDING_WORDS) and not _WHITE_WORDS.search(small):
        return Hiding({}, False, frozenset())
    links = (link.get("rel", "").lower() for link in root.iter("link"))
    sheets = [element.text or "" for element in root.iter("style")]
    rules: dict[str, list[_Rule]] = {}
    for order, (key, rule) in enumerate(_rules("\n".join(sheets))):
        rules.setdefault(key, []).append(rule._replace(order=order))
    has_others = any("stylesheet" in link for link in links) or any("@import" in sheet for sheet in sheets)
    return Hiding(rules, has_others, frozenset(_suspects(root, rules)))


def _suspects(root: etree._Element, rules: Mapping[str, Sequence[_Rule]]) -> Iterator[etree._Element]:
    """The elements that by themselves, or by a style sheet, have anything that may hide."""
    for element in cast("list[etree._Element]", _WITH_LOOKS(root)):
        style = element.get("style")
        is_plain = element.get("hidden") is None and element.tag not in _STRUCK and element.tag != "font"
        if style is None or not is_plain or _hides_some(_declarations(style)):
            yield element
    hiding = {key: [rule for rule in known if _hides_some(rule.declared)] for key, known in rules.items()}
    hiding = {key: known for key, known in hiding.items() if known}
    hides: dict[tuple[str | None, ...], bool] = {}
    for element in root.iter(etree.Element) if hiding else ():
        likeness = (element.tag, element.get("id"), element.get("class"))
        if likeness not in hides:
            hides[likeness] = next(_applying(hiding, element), None) is not None
        if hides[likeness]:
            yield element


def _hides_some(declared: Mapping[str, str]) -> bool:
    return any(_may_hide(name, value) for name, value in declared.items())


def _applying(rules: Mapping[str, Sequence[_Rule]], element: etree._Element) -> Iterator[_Rule]:
    """The rules that an element meets."""
    identifier = element.get("id")
    names = {f".{name}" for name in element.get("class", "").split()} | ({f"#{identifier}"} if identifier else set())
    for key in (element.tag, "*", *names):
        for rule in rules.get(key, ()):
            if rule.tag in ("", element.tag) and rule.names <= names:
                yield rule


def _rules(css: str) -> Iterator[tuple[str, _Rule]]:
    """Each rule with something that an element needs for it; what stands under a condition (@media) is left out."""
    text = _NOT_CSS.sub(" ", css)
    at = count = 0
    while count < _MOST_RULES and (opening := text.find("{", at)) >= 0:
        selectors = text[at:opening].rpartition(";")[2].strip()
        if selectors.startswith("@"):
            at = _closing(text, opening) + 1
            continue
        closing = text.find("}", opening)
        if closing < 0:
            return
        at = closing + 1
        declared = _declarations(text[opening + 1 : closing])
        for selector in selectors.split(",", _MOST_RULES)[: _MOST_RULES - count] if declared else ():
            count += 1
            yield from _rule(selector.strip(), declared)


def _closing(text: str, opening: int) -> int:
    """The bracket that closes the one at `opening`, the end of the text where none does."""
    depth = 0
    for match in re.compile(r"[{}]").finditer(text, opening):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return match.start()
    return len(text)


def _rule(selector: str, declared: Mapping[str, str]) -> Iterator[tuple[str, _Rule]]:
    parts = _LAST_PART.split(selector)
    match = _SIMPLE.fullmatch(parts[-1])
    if match is None or not parts[-1]:
        return  # a state or an attribute: what it shows is not there from the start
    is_partial = len(parts) > 1
    if is_partial:
        # Where the rest of it does not apply, it hides nothing: only what it may show counts.
        declared = {name: value for name, value in declared.items() if not _may_hide(name, value)}
    tag = (match["tag"] or "").lower().replace("*", "")
    names = frozenset(re.findall(r"[.#][\w-]+", match["rest"]))
    weight = sum(100 if name.startswith("#") else 10 for name in names) + bool(tag)
    if declared:
        yield min(names, default=tag or "*"), _Rule(weight + 500 * is_partial, 0, tag, names, is_partial, declared)


def _may_hide(name: str, value: str) -> bool:
    value = value.removesuffix("!important").strip()
    hidden = value in _HIDING or "line-through" in value
    return hidden or (name == "color" and _is_white(value))


@lru_cache(maxsize=1_024)
def _declarations(text: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for declaration in text.split(";"):
        name, _, value = declaration.partition(":")
        name = name.strip().lower()
        if name in _FOLLOWED:
            found[name] = value.strip().lower()
    return found


@lru_cache(maxsize=1_024)
def _plain(inline: str) -> Mapping[str, str]:
    """What a style attribute declares, where no sheet has a say."""
    return {name: value.removesuffix("!important").strip() for name, value in _declarations(inline).items()}


def _declare(
    found: dict[str, tuple[tuple[bool, int, int], str]], declared: Mapping[str, str], weight: int, order: int
) -> None:
    for name, value in declared.items():
        is_important = value.endswith("!important")
        rank = (is_important, weight, order)
        if name not in found or rank >= found[name][0]:
            found[name] = rank, value.removesuffix("!important").strip()


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
