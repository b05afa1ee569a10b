"""What the styles of a Word document do to its text: numbers of lists, what is hidden, what stands above the line.

They are inflated only where something names a style, and parsed only where one numbers, hides or raises.
"""

from functools import cached_property

from lxml import etree

from flows.readers.packing.opc import Package
from flows.readers.word.docx_formatting import without_looks
from flows.readers.word.docx_looks import Looks, W
from flows.readers.word.docx_numbering import ListNumbers, list_numbers

_NUMBERING = b"numId"
_LOOKS = frozenset({b"w:vanish", b"w:strike", b"w:dstrike", b"superscript", b"w:position"})


class Styles:
    """The styles of a document, as far as anything asks for them."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._main = main

    def lists(self, root: etree._Element) -> ListNumbers:
        """The lists of the document; the parts that define them are parsed only where something is numbered."""
        has_styles = next(root.iter(f"{W}pStyle"), None) is not None
        if not has_styles and next(root.iter(f"{W}numPr"), None) is None:
            return ListNumbers({}, {}, {})
        numbering = next(filter(self._package.has, self._package.related(self._main, "numbering")), None)
        is_styled = has_styles and self._name and _NUMBERING in self._words
        return list_numbers(
            self._package.xml(numbering, without_looks) if numbering else None,
            self._package.xml(self._name, without_looks) if self._name and is_styled else None,
        )

    def looks(self, root: etree._Element) -> Looks:
        """What the styles hide or raise, by the root of the document: where its body names none, no footer does."""
        is_styled = next(root.iter(f"{W}pStyle", f"{W}rStyle"), None) is not None
        return Looks(self._root, is_styled and not _LOOKS.isdisjoint(self._words))

    def _root(self) -> etree._Element | None:
        return self._package.xml(self._name) if self._name else None

    @cached_property
    def _name(self) -> str | None:
        return next(filter(self._package.has, self._package.related(self._main, "styles")), None)

    @cached_property
    def _words(self) -> frozenset[bytes]:
        """Which of the words that matter the styles hold."""
        return self._package.mentions(self._name, _NUMBERING, *_LOOKS) if self._name else frozenset()
