"""A rich text file while it is read: what its control words change, and where its text goes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.model.exceptions import DamagedReport
from flows.model.report import Part
from flows.readers.rtf import groups
from flows.readers.rtf.state import Field, State
from flows.readers.rtf.stories import RowDefinition, Story
from flows.readers.rtf.tokens import SYMBOLS, Token, is_wide_page, page_of_charset, page_of_number
from flows.readers.unseen import Item
from flows.readers.word.docx_symbols import symbol

_DEEPEST = 2_000  # groups within groups; programs write some dozens
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_LONGEST_NAME = 400  # of a font, or of what a field does
_SAID: Mapping[str, str] = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
}  # fmt: skip
_SIGNS: Mapping[bytes, str] = {b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
_ENDS = frozenset({"par", "sect", "page", "column"})
_PRIVATE = range(0xF000, 0xF100)  # where the characters of symbol fonts are


@dataclass(slots=True)
class _Font:
    """A font's own code page, '' where it has none, and whether its characters are signs."""

    page: str = ""
    name: str = ""
    is_symbols: bool = False


@dataclass(slots=True)
class Reading:
    """The file while it is read."""

    source: Path
    page: str
    state: State
    stack: list[State] = field(default_factory=list)
    fonts: dict[int, _Font] = field(default_factory=dict)
    usual_font: int = 0
    waiting: bytearray = field(default_factory=bytearray)
    half: int = 0
    to_pass: int = 0
    ending: dict[Part, list[Item]] = field(default_factory=dict)
    objects: int = 0
    has_pictures: bool = False
    is_whole: bool = False

    def take(self, token: Token) -> None:
        """Goes on by one token."""
        kind, value = token.kind, token.value
        if kind == "bytes":
            self.state.begins = self.state.begins and not value.strip()
            passed = min(self.to_pass, len(value))
            self.to_pass -= passed
            self.waiting += value[passed:]
            return
        word = value.decode("ascii") if kind == "word" else ""
        if self.to_pass and (kind == "sign" or word in _SAID):
            self.to_pass -= 1  # it replaces a character for old programs
            return
        self.to_pass = 0
        self._flush()
        if kind == "open":
            self._open()
        elif kind == "close":
            self._close()
            self.is_whole = not self.stack
        elif kind == "sign":
            self._sign(value)
        else:
            self._word(word, token.number)

    def end(self) -> None:
        """There are no more tokens: groups that are still open end here."""
        self._flush()
        while self.stack:
            self._close()

    def _flush(self) -> None:
        """What the bytes of text so far say."""
        if not self.waiting:
            return
        data, self.waiting = bytes(self.waiting), bytearray()
        font = self.fonts.get(self.state.font, _Font())
        if self.state.unread == groups.FONTS:
            named = self.fonts.setdefault(self.state.font, _Font())
            if len(named.name) < _LONGEST_NAME:
                named.name += data.decode(named.page or self.page, "replace").strip().rstrip(";")
        elif font.is_symbols:
            self._say("".join([symbol(font.name, f"{byte:04X}") for byte in data]))
        else:
            self._say(data.decode(self._page_of(font), "replace"))

    def _page_of(self, font: _Font) -> str:
        """The code page of bytes in this font: its own, else that of the font for wide characters, else the file's."""
        if font.page:
            return font.page
        wide = self.fonts.get(self.state.wide_font) if self.state.wide_font is not None else None
        return wide.page if wide and is_wide_page(wide.page) else self.page

    def _say(self, text: str) -> None:
        state = self.state
        if state.unread == groups.FIELD_CODE:
            if state.field and len(state.field.code) < _LONGEST_NAME:
                state.field.code += text
        elif text and not state.unread and not state.is_shape:
            state.say(text)

    def _open(self) -> None:
        if len(self.stack) >= _DEEPEST:
            raise DamagedReport(self.source, "组嵌套过深")
        self.stack.append(self.state)
        self.state = replace(self.state, begins=True, is_marked=False)

    def _close(self) -> None:
        if not self.stack:
            return
        ended, self.state = self.state, self.stack.pop()
        if ended.label_from is not None and self.state.label_from is None:
            self._end_label(ended.story.shown, ended.label_from)
        if ended.story is not self.state.story:
            blocks = ended.story.close()
            if ended.story.part == "textbox":
                self.state.story.boxes.extend(blocks)
            else:
                self.ending.setdefault(ended.story.part, []).extend(blocks)

    def _end_label(self, shown: list[str], start: int) -> None:
        """A list's number stays, its bullet is none of the text."""
        if not any(character.isalnum() for piece in shown[start:] for character in piece):
            del shown[start:]

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.state.is_marked = self.state.begins
        elif sign in {b"\r", b"\n"}:
            self._end_paragraph()
        else:
            self._say(_SIGNS.get(sign, ""))

    def _word(self, word: str, number: int | None) -> None:
        state = self.state
        begins, state.begins = state.begins, False
        if begins and self._begin(word, state.is_marked):
            return
        if state.unread == groups.FONTS:
            self._font_word(word, number)
        elif word == "u":
            self._unicode(number or 0)
        elif state.unread:
            return
        elif word in _SAID:
            self._say(" " if state.label_from is not None and word == "tab" else _SAID[word])
        elif word in _ENDS:
            self._end_paragraph()
        elif action := _WORDS.get(word):
            action(self, number)
        else:
            state.change(word, number)

    def _begin(self, word: str, is_marked: bool) -> bool:
        """Whether a group that begins with this word is of a kind of its own."""
        state = self.state
        if state.unread:
            if state.unread == groups.TWICE and word == groups.IN_UNICODE:
                state.unread = ""
            elif state.unread == groups.FONTS and is_marked:
                state.unread = word
            return False
        if word in {groups.FONTS, groups.FIELD_CODE, groups.TWICE}:
            state.unread = word
        elif word == "field":
            state.field = Field()
        elif word == "fldrslt":
            does = (state.field.code if state.field else "").upper().split()[:1]
            state.unread = word if set(does) & _PAGE_FIELDS else ""
        elif word in groups.LABELS:
            state.label_from = len(state.story.shown)
        elif word in groups.STORIES:
            state.story, state.definition = Story(self.source, groups.STORIES[word]), RowDefinition()
            state.depth, state.is_shape = 0, False
            state.make_plain()
        elif word == "object":
            self.objects += 1
        elif word in groups.SHAPES:
            state.is_shape = True
        elif word in groups.MATHS:
            self._say(groups.MATHS[word])
        elif word in groups.UNREAD or (is_marked and word not in groups.KNOWN):
            self.has_pictures |= word == "pict"
            state.unread = word
        else:
            return False
        return True

    def _font_word(self, word: str, number: int | None) -> None:
        state = self.state
        if word == "f":
            state.font = number or 0
            self.fonts.setdefault(state.font, _Font())
        elif word == "fcharset":
            font = self.fonts.setdefault(state.font, _Font())
            font.page, font.is_symbols = font.page or page_of_charset(number or 0), number == SYMBOLS
        elif word == "cpg":
            self.fonts.setdefault(state.font, _Font()).page = page_of_number(number or 0)

    def _unicode(self, number: int) -> None:
        """A character by its number, of which some come in two halves; what replaces it is passed over."""
        state, code = self.state, number & 0xFFFF
        self.to_pass = state.replaced
        half, self.half = self.half, 0
        if 0xD800 <= code < 0xDC00:
            self.half = code
        elif 0xDC00 <= code < 0xE000:
            self._say(chr(0x10000 + ((half - 0xD800) << 10) + code - 0xDC00) if half else "")
        elif code in _PRIVATE and (font := self.fonts.get(state.font, _Font())).is_symbols:
            self._say(symbol(font.name, f"{code:04X}"))
        else:
            self._say(chr(code) if code >= 0x20 or code == 9 else "")

    def _end_paragraph(self) -> None:
        state = self.state
        if not state.unread and not state.is_shape:
            state.story.end_paragraph(state.depth)

    def end_cell(self, depth: int) -> None:
        """The mark at the end of a cell."""
        self.state.story.end_cell(depth)

    def end_row(self, depth: int) -> None:
        """The mark at the end of a row."""
        self.state.story.end_row(depth, self.state.definition)


def _set_font(reading: Reading, number: int | None) -> None:
    reading.state.font = number or 0


def _set_usual_font(reading: Reading, number: int | None) -> None:
    reading.usual_font = reading.state.font = number or 0


def _plain(reading: Reading, number: int | None) -> None:
    reading.state.font = reading.usual_font
    reading.state.make_plain()


_WORDS: Mapping[str, Callable[[Reading, int | None], None]] = {
    "f": _set_font,
    "deff": _set_usual_font,
    "plain": _plain,
    "cell": lambda reading, _: reading.end_cell(1),
    "row": lambda reading, _: reading.end_row(1),
    "nestcell": lambda reading, _: reading.end_cell(max(reading.state.depth, 2)),
    "nestrow": lambda reading, _: reading.end_row(max(reading.state.depth, 2)),
}
