"""What holds where a rich text file is read: where its text goes, how it looks, how the next row is cut into cells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flows.readers.marks import Raised, Rise, risen
from flows.readers.rtf.stories import RowDefinition, Story
from flows.readers.unseen import Kind

_CONTINUED, _RESTARTED = 1, 3
_FIRST, _FURTHER = 1, 2
# What hides the characters after it, until it is switched off.
_HIDING: Mapping[str, Kind] = {"v": "hidden", "deleted": "hidden", "strike": "struck", "striked": "struck"}
_USUAL_RISE = 6  # half points


@dataclass(slots=True)
class Field:
    """A field whose result is the text shown, and what its code says so far."""

    code: str = ""


@dataclass(slots=True)
class State:
    """What holds within a group; an inner one begins with the same.

    `is_raised` says that characters stand above the line, `height` how many half points, `size` how large they are,
    None where nothing says it. `label_from` is where the label of a list begins in the paragraph, None outside one.
    `begins` says that nothing stood in the group so far, `is_marked` that programs may pass over it; `unread` is the
    word of the group that keeps its text off the page, '' where none does.
    """

    story: Story
    definition: RowDefinition
    font: int = 0
    wide_font: int | None = None
    awaits_wide_font: bool = False
    replaced: int = 1
    hiding: frozenset[str] = frozenset()
    is_raised: bool = False
    height: int = 0
    size: int | None = None
    depth: int = 0
    unread: str = ""
    label_from: int | None = None
    is_shape: bool = False
    field: Field | None = None
    begins: bool = False
    is_marked: bool = False

    def say(self, text: str) -> None:
        """Adds text to the story, with how it looks."""
        rise = self._rise()
        hides = next((_HIDING[word] for word in sorted(self.hiding)), None)
        self.story.say(rise(text) if rise else text, hides)

    def make_plain(self) -> None:
        """Characters look as they do without a word on them."""
        self.hiding, self.is_raised, self.height, self.size = frozenset(), False, 0, None

    def change(self, word: str, number: int | None) -> None:
        """Does what a control word says of what follows it; those of no concern to what is read do nothing."""
        if action := _WORDS.get(word):
            action(self, number)
        elif word in _HIDING:
            self.hiding = self.hiding - {word} if number == 0 else self.hiding | {word}

    def _rise(self) -> Rise:
        if self.is_raised:
            return Raised
        return risen(self.height / 2, self.size and self.size / 2) if self.height > 0 else None


def _set_other_font(state: State, number: int | None) -> None:
    """The font for wide characters is named behind the word that says so; others are those of other scripts."""
    if state.awaits_wide_font:
        state.wide_font, state.awaits_wide_font = number or 0, False


def _await_wide_font(state: State, number: int | None) -> None:
    state.awaits_wide_font = True


def _set_replaced(state: State, number: int | None) -> None:
    """How many bytes stand behind a character's number, for programs that do not know it."""
    state.replaced = min(max(number or 0, 0), 100)


def _raise(state: State, number: int | None) -> None:
    state.is_raised = number != 0


def _put_on_line(state: State, number: int | None) -> None:
    """Below the line is not above it either."""
    state.is_raised = False


def _lift(state: State, number: int | None) -> None:
    state.height = _USUAL_RISE if number is None else number


def _lower(state: State, number: int | None) -> None:
    state.height = 0


def _set_size(state: State, number: int | None) -> None:
    state.size = number


def _plain_paragraph(state: State, number: int | None) -> None:
    state.depth = 0


def _in_table(state: State, number: int | None) -> None:
    state.depth = 0 if number == 0 else max(state.depth, 1)


def _nested(state: State, number: int | None) -> None:
    state.depth = max(number or 0, 0)


def _new_row(state: State, number: int | None) -> None:
    state.definition = RowDefinition()


def _row_left(state: State, number: int | None) -> None:
    state.definition.left = number or 0


def _cell_edge(state: State, number: int | None) -> None:
    state.definition.end_cell(number or 0)


def _marked(across: int = 0, down: int = 0) -> Callable[[State, int | None], None]:
    def mark(state: State, number: int | None) -> None:
        definition = state.definition
        definition.next_across, definition.next_down = across or definition.next_across, down or definition.next_down

    return mark


_WORDS: Mapping[str, Callable[[State, int | None], None]] = {
    "af": _set_other_font,
    "dbch": _await_wide_font,
    "uc": _set_replaced,
    "super": _raise,
    "sub": _put_on_line,
    "nosupersub": _put_on_line,
    "up": _lift,
    "dn": _lower,
    "fs": _set_size,
    "pard": _plain_paragraph,
    "intbl": _in_table,
    "itap": _nested,
    "trowd": _new_row,
    "trleft": _row_left,
    "cellx": _cell_edge,
    "clmgf": _marked(across=_FIRST),
    "clmrg": _marked(across=_FURTHER),
    "clvmgf": _marked(down=_RESTARTED),
    "clvmrg": _marked(down=_CONTINUED),
}
