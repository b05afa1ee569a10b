"""The style sheets inside a web page, and what they and the style attributes declare of each element.

Simple selectors are followed (`tag`, `.class`, `#id` and those together). Of others only the last part is known, and
the caller says which of their declarations count all the same.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from lxml import etree

from flows.readers.web.sight import SIGHT, Declared

_NOT_CSS = re.compile(r"/\*(?:.*?\*/|.*)|<!--|-->", re.DOTALL)
_SIMPLE = re.compile(r"(?P<tag>[a-z][\w-]*|\*)?(?P<rest>(?:[.#][\w-]+)*)", re.IGNORECASE)
_LAST_PART = re.compile(r"[\s>+~]+")
_MOST_RULES = 4_000
_FOLLOWED = SIGHT | {
    "display",
    "visibility",
    "mso-hide",
    "text-decoration",
    "text-decoration-line",
    "color",
    "background",
    "background-color",
    "background-image",
    "vertical-align",
    "font-variant-position",
    "font",
}
_INLINE = 1_000  # how much more a style attribute weighs than any selector

InPart = Callable[[str, str, bool], bool]


class Rule(NamedTuple):
    """What one selector declares."""

    weight: int
    order: int
    tag: str
    names: frozenset[str]  # classes as .name, an identifier as #name
    declared: Declared


@dataclass(frozen=True)
class Sheets:
    """The style sheets inside a page, read when something asks for them.

    `counts_in_part` is asked for a declaration (its name, its value) of a selector of which only the last part is
    known, and whether that part names a class or an identifier. `known` is what was worked out for elements that are
    written alike.
    """

    root: etree._Element
    counts_in_part: InPart
    known: dict[tuple[str | None, ...], Declared] = field(default_factory=dict)

    @cached_property
    def has_others(self) -> bool:
        """Whether there are sheets which are not read, so that anything with a class may have a colour."""
        links = (link.get("rel", "").lower() for link in self.root.iter("link"))
        return any("stylesheet" in link for link in links) or any("@import" in sheet for sheet in self._sheets)

    @cached_property
    def rules(self) -> Mapping[str, Sequence[Rule]]:
        """The rules by something that an element needs for them."""
        found: dict[str, list[Rule]] = {}
        for order, (key, rule) in enumerate(_rules("\n".join(self._sheets), self.counts_in_part)):
            found.setdefault(key, []).append(rule._replace(order=order))
        return found

    def declared(self, element: etree._Element) -> Declared:
        """The followed properties that a style sheet or the element itself gives it."""
        inline = element.get("style", "")
        if not self.rules:
            return _plain(inline) if inline else {}
        # Elements that are alike are asked once: pages have thousands, and few ways to write them.
        likeness = (element.tag, element.get("id"), element.get("class"), inline)
        if likeness not in self.known:
            self.known[likeness] = self._worked_out(element, inline)
        return self.known[likeness]

    def _worked_out(self, element: etree._Element, inline: str) -> Declared:
        found: dict[str, tuple[tuple[bool, int, int], str]] = {}
        for rule in applying(self.rules, element):
            _declare(found, rule.declared, rule.weight, rule.order)
        if inline:
            _declare(found, declarations(inline), _INLINE, 0)
        return {name: value for name, (_, value) in found.items()}

    @cached_property
    def _sheets(self) -> Sequence[str]:
        return [element.text or "" for element in self.root.iter("style")]


def applying(rules: Mapping[str, Sequence[Rule]], element: etree._Element) -> Iterator[Rule]:
    """The rules that an element meets."""
    identifier = element.get("id")
    names = {f".{name}" for name in element.get("class", "").split()} | ({f"#{identifier}"} if identifier else set())
    for key in (element.tag, "*", *names):
        for rule in rules.get(key, ()):
            if rule.tag in ("", element.tag) and rule.names <= names:
                yield rule


def _rules(css: str, counts_in_part: InPart) -> Iterator[tuple[str, Rule]]:
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
        declared = declarations(text[opening + 1 : closing])
        for selector in selectors.split(",", _MOST_RULES)[: _MOST_RULES - count] if declared else ():
            count += 1
            yield from _rule(selector.strip(), declared, counts_in_part)


def _closing(text: str, opening: int) -> int:
    """The bracket that closes the one at `opening`, the end of the text where none does."""
    depth = 0
    for match in re.compile(r"[{}]").finditer(text, opening):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return match.start()
    return len(text)


def _rule(selector: str, declared: Declared, counts_in_part: InPart) -> Iterator[tuple[str, Rule]]:
    parts = _LAST_PART.split(selector)
    match = _SIMPLE.fullmatch(parts[-1])
    if match is None or not parts[-1]:
        return  # a state or an attribute: what it shows is not there from the start
    is_partial = len(parts) > 1
    tag = (match["tag"] or "").lower().replace("*", "")
    names = frozenset(re.findall(r"[.#][\w-]+", match["rest"]))
    if is_partial:
        declared = {name: value for name, value in declared.items() if counts_in_part(name, value, bool(names))}
    weight = sum(100 if name.startswith("#") else 10 for name in names) + bool(tag)
    if declared:
        yield min(names, default=tag or "*"), Rule(weight + 500 * is_partial, 0, tag, names, declared)


@lru_cache(maxsize=1_024)
def declarations(text: str) -> Declared:
    """The followed properties of a list of declarations, in small letters."""
    found: dict[str, str] = {}
    for declaration in text.split(";"):
        name, _, value = declaration.partition(":")
        name = name.strip().lower()
        if name in _FOLLOWED:
            found[name] = value.strip().lower()
    return found


@lru_cache(maxsize=1_024)
def _plain(inline: str) -> Declared:
    """What a style attribute declares, where no sheet has a say."""
    return {name: value.removesuffix("!important").strip() for name, value in declarations(inline).items()}


def _declare(found: dict[str, tuple[tuple[bool, int, int], str]], declared: Declared, weight: int, order: int) -> None:
    for name, value in declared.items():
        is_important = value.endswith("!important")
        rank = (is_important, weight, order)
        if name not in found or rank >= found[name][0]:
            found[name] = rank, value.removesuffix("!important").strip()
