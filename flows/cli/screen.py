"""What is printed for people: as it stands, whatever a document holds; and how a command ends with a message."""

import sys
from collections.abc import Iterable
from typing import Any, NoReturn

import typer
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from flows.model.personal import masked
from flows.pages.wording import visible


class Screen(Console):
    """What is printed stands there as it is: no word of it is markup, and no character of it moves the cursor."""

    def __init__(self, **options: Any) -> None:
        super().__init__(markup=False, emoji=False, highlight=False, **options)

    def render_str(self, text: str, **options: Any) -> Text:
        """Words as rich lays them out, which would drop some of the characters that nobody can see."""
        return super().render_str(escaped(text), **options)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The parts of anything, of which those that control the terminal are rich's own."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(escaped(segment.text), segment.style)


def escaped(text: str) -> str:
    """The text with a code in the place of each character that nobody can see; line breaks and tabs stay."""
    return "".join(
        character if character in "\n\t" or visible(character) == character else ascii(character)[1:-1]
        for character in text
    )


# A pipe has no width: eighty columns would cut what another program reads.
screen = Screen(width=None if sys.stdout.isatty() else 200)
messages = Screen(stderr=True)


def stop(message: str, code: int) -> NoReturn:
    """End the command with a message, in which nothing of a person's is repeated."""
    messages.print(masked(message), soft_wrap=True)
    raise typer.Exit(code)
