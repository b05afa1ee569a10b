"""A Word document's tree as the page shows it: tracked changes accepted, wrappers gone."""

from lxml import etree

from flows.readers.word.docx_looks import W
from flows.readers.word.docx_text import MC

_DELETED, _MOVED_AWAY, _CELL_DELETED = f"{W}del", f"{W}moveFrom", f"{W}cellDel"
_ALTERNATES, _CHOICE, _FALLBACK = f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback"
# What only wraps blocks, rows, cells or runs: content controls, insertions, custom markup.
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_OF_INTEREST = (_DELETED, _MOVED_AWAY, _CELL_DELETED, _ALTERNATES, *_WRAPPERS)
_RUN_PROPERTIES, _ROW_PROPERTIES = f"{W}rPr", f"{W}trPr"


def settle(root: etree._Element) -> frozenset[etree._Element]:
    """Changes the tree in place; the paragraphs come back whose end was deleted, so that they go on in the next
    one.
    """
    without_end: set[etree._Element] = set()
    for element in list(root.iter(*_OF_INTEREST)):
        parent = element.getparent()
        if parent is None:
            continue
        if element.tag in _WRAPPERS:
            _dissolve(element)
        elif element.tag == _ALTERNATES:
            _choose(element)
        elif element.tag == _CELL_DELETED or parent.tag == _ROW_PROPERTIES:
            _remove(parent.getparent())
        elif parent.tag == _RUN_PROPERTIES:
            above = parent.getparent()
            paragraph = None if above is None else above.getparent()
            if paragraph is not None:
                without_end.add(paragraph)
        else:
            _remove(element)
    return frozenset(without_end)


def _dissolve(wrapper: etree._Element) -> None:
    for child in list(wrapper):
        wrapper.addprevious(child)
    _remove(wrapper)


def _choose(alternates: etree._Element) -> None:
    """All alternatives say the same; the first is in the newest words."""
    chosen = alternates.find(_CHOICE)
    if chosen is None:
        chosen = alternates.find(_FALLBACK)
    for child in () if chosen is None else list(chosen):
        alternates.addprevious(child)
    _remove(alternates)


def _remove(element: etree._Element | None) -> None:
    parent = None if element is None else element.getparent()
    if element is not None and parent is not None:
        parent.remove(element)
