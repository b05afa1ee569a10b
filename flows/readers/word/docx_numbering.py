"""The numbers that Word counts in front of list paragraphs: they stand in no run, only in `numbering.xml`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from flows.readers.word.docx_looks import OFF, W, value
from flows.readers.word.list_numbers import list_number

_DEEPEST = 9  # levels of a list
_LONGEST_CHAIN = 20  # of styles based on each other
_PLACEHOLDER = re.compile(r"%([1-9])")
_NUM_PR, _P_STYLE, _P_PR, _P = f"{W}numPr", f"{W}pStyle", f"{W}pPr", f"{W}p"


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts and prints.

    `restarts_after` is the deepest level whose number starts this one anew, -1 for none.
    """

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = " "
    restarts_after: int = -1
    is_legal: bool = False


@dataclass(frozen=True, slots=True)
class _Numbering:
    """One `w:num`: its levels, the list it counts together with, and the levels it starts anew."""

    levels: Mapping[int, _Level]
    list_id: str
    starts: Mapping[int, int]


@dataclass(slots=True)
class ListNumbers:
    """The lists of one document. Counting goes on from part to part, in the order the parts are asked for.

    `definitions` are the `w:num` by their number, `abstract` the lists that they show, `styles` the list and
    the level of styles that have one; a list is read when its first item comes.
    """

    definitions: Mapping[str, etree._Element]
    abstract: Mapping[str, etree._Element]
    styles: Mapping[str, tuple[str, str]]
    _numberings: dict[str, _Numbering] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _used: set[tuple[str, int]] = field(default_factory=set)

    def labels(self, root: etree._Element, without_end: frozenset[etree._Element]) -> dict[etree._Element, str]:
        """What stands in front of each numbered `w:p` (“一、”, “1.2 ”), bullets left out.

        Paragraphs `without_end` go on in the next one and are not counted.
        """
        found: dict[etree._Element, str] = {}
        if not self.definitions:
            return found
        for paragraph, number_id, level in self._numbered(root):
            if number_id in self.definitions and paragraph not in without_end:
                found[paragraph] = self._next(number_id, self._numbering(number_id), level)
        return found

    def _numbering(self, number_id: str) -> _Numbering:
        if number_id not in self._numberings:
            element = self.definitions[number_id]
            list_id, definition = _list_of(element, self.abstract)
            link = "" if definition is None else value(definition.find(f"{W}numStyleLink"))
            if link and (linked := self.definitions.get(self.styles.get(link, ("", ""))[0])) is not None:
                list_id, definition = _list_of(linked, self.abstract)
            levels = {} if definition is None else _levels(definition)
            starts: dict[int, int] = {}
            for override in element.iterchildren(f"{W}lvlOverride"):
                levels |= _levels(override)
                if (start := override.find(f"{W}startOverride")) is not None:
                    starts[_whole(override.get(f"{W}ilvl", ""), 0)] = _whole(value(start), 1)
            self._numberings[number_id] = _Numbering(levels, list_id, starts)
        return self._numberings[number_id]

    def _numbered(self, root: etree._Element) -> Iterator[tuple[etree._Element, str, int]]:
        """Each numbered paragraph in document order, with its numbering and its level."""
        pending: dict[etree._Element, tuple[str, str]] = {}
        for element in root.iter(_NUM_PR, _P_STYLE):
            properties = element.getparent()
            paragraph = None if properties is None or properties.tag != _P_PR else properties.getparent()
            if paragraph is None or paragraph.tag != _P:
                continue  # an earlier state that a tracked change keeps
            number_id, level = pending.get(paragraph, ("", ""))
            if element.tag == _P_STYLE:
                own, own_level = self.styles.get(value(element), ("", ""))
                pending[paragraph] = (number_id or own, level or own_level)
            else:
                own, own_level = numbering_of(element)
                pending[paragraph] = (own or number_id, own_level or level)
        for paragraph, (number_id, level) in pending.items():
            yield paragraph, number_id, min(_whole(level, 0), _DEEPEST - 1)

    def _next(self, number_id: str, numbering: _Numbering, level_no: int) -> str:
        level = numbering.levels.get(level_no)
        if level is None:
            return ""
        counts = self._counts.setdefault(numbering.list_id, {})
        if level_no in numbering.starts and (number_id, level_no) not in self._used:
            counts[level_no] = numbering.starts[level_no]
        else:
            counts[level_no] = counts.get(level_no, level.start - 1) + 1
        self._used.add((number_id, level_no))
        for deeper in [other for other in counts if other > level_no]:
            if level_no <= numbering.levels.get(deeper, _Level()).restarts_after:
                del counts[deeper]
        return self._printed(numbering, level, counts)

    def _printed(self, numbering: _Numbering, level: _Level, counts: Mapping[int, int]) -> str:
        if level.number_format in {"bullet", "none"} and "%" not in level.text:
            return ""

        def number(match: re.Match[str]) -> str:
            other_no = int(match[1]) - 1
            other = numbering.levels.get(other_no, _Level())
            number_format = "decimal" if level.is_legal else other.number_format
            return list_number(counts.get(other_no, other.start), number_format)

        text = _PLACEHOLDER.sub(number, level.text)
        return f"{text}{level.suffix}" if text.strip() else ""


def list_numbers(numbering: etree._Element | None, styles: etree._Element | None) -> ListNumbers:
    """The lists that the two parts define; none where there is no numbering."""
    if numbering is None:
        return ListNumbers({}, {}, {})
    abstract = {element.get(f"{W}abstractNumId", ""): element for element in numbering.iter(f"{W}abstractNum")}
    definitions = {element.get(f"{W}numId", ""): element for element in numbering.iter(f"{W}num")}
    by_style = _style_numbers(styles) if styles is not None else {}
    # A style names only its list; the level is the one of that list that names the style.
    for style, (number_id, _) in by_style.items():
        _, definition = _list_of(definitions.get(number_id), abstract)
        for level in () if definition is None else definition.iterchildren(f"{W}lvl"):
            if value(level.find(_P_STYLE)) == style:
                by_style[style] = (number_id, level.get(f"{W}ilvl", ""))
    return ListNumbers(definitions, abstract, by_style)


def _list_of(
    definition: etree._Element | None, abstract: Mapping[str, etree._Element]
) -> tuple[str, etree._Element | None]:
    """The list that a `w:num` shows, with its number."""
    list_id = "" if definition is None else value(definition.find(f"{W}abstractNumId"))
    return list_id, abstract.get(list_id)


def _levels(container: etree._Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for element in container.iterchildren(f"{W}lvl"):
        level_no = _whole(element.get(f"{W}ilvl", ""), 0)
        settings = {child.tag: value(child) for child in element}
        vanish = element.find(f"{W}rPr/{W}vanish")
        is_hidden = vanish is not None and value(vanish) not in OFF
        restart = settings.get(f"{W}lvlRestart")
        levels[level_no] = _Level(
            start=_whole(settings.get(f"{W}start", ""), 0),
            number_format=settings.get(f"{W}numFmt") or "decimal",
            text="" if is_hidden else settings.get(f"{W}lvlText", ""),
            suffix="" if settings.get(f"{W}suff") == "nothing" else " ",
            restarts_after=level_no - 1 if restart is None else _whole(restart, level_no) - 1,
            is_legal=settings.get(f"{W}isLgl", "off") not in OFF,
        )
    return levels


def _style_numbers(styles: etree._Element) -> dict[str, tuple[str, str]]:
    """Numbering and level of each style that has one, its own or that of the style it is based on."""
    own: dict[str, tuple[str, str]] = {}
    based_on: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        style_id = style.get(f"{W}styleId", "")
        based_on[style_id] = value(style.find(f"{W}basedOn"))
        if (element := style.find(f"{_P_PR}/{_NUM_PR}")) is not None:
            own[style_id] = numbering_of(element)
    found: dict[str, tuple[str, str]] = {}
    for style_id in based_on:
        ancestor = style_id
        for _ in range(_LONGEST_CHAIN):
            if ancestor in own and own[ancestor][0]:
                found[style_id] = own[ancestor]
            if ancestor in own or ancestor not in based_on:
                break
            ancestor = based_on[ancestor]
    return found


def numbering_of(element: etree._Element) -> tuple[str, str]:
    """The list and the level that a `w:numPr` names, '' for what it does not."""
    return value(element.find(f"{W}numId")), value(element.find(f"{W}ilvl"))


def _whole(printed: str, otherwise: int) -> int:
    """A count as an attribute gives it; a broken or monstrous one is as good as none."""
    return int(printed) if printed.isascii() and printed.isdigit() and len(printed) < 6 else otherwise
