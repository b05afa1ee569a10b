"""The formats that files come in, a row of `formats.csv` each: whoever has to know a format asks here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from flows.model.words import read_seed, split_words

BUNDLES = frozenset({"zip", "eml"})  # no reports, but files packed in one, each to be read on its own
INSIDE = "!/"  # between a bundle's name and the name of a file in it


@dataclass(frozen=True, slots=True)
class Format:
    """A format by the name that code and warehouse share, and what tells its files from others.

    `extensions` are in lower case with their dot, '' for a file that has none; `media_types` the usual one first.
    `plain_text` says what text under such a name is: `always` of this format, `never`, for then the download is
    broken, or '' text whatever its name. `mark` is matched where the bytes begin. `zip_members` are what an archive
    holds, all that one of the sets names, a folder with its slash; `ole_streams` what a compound file holds, one of
    them. `reader` is the module below `flows.readers` with the function `read_<name>`; where it is '', the way out is
    to save as `convert_to`, or `way_out` where what it holds is no report however it is saved.
    """

    name: str
    chinese_name: str
    extensions: tuple[str, ...]
    media_types: tuple[str, ...]
    plain_text: str
    mark: re.Pattern[bytes] | None
    zip_members: tuple[frozenset[str], ...]
    ole_streams: tuple[str, ...]
    reader: str
    convert_to: str
    way_out: str


@cache
def known_formats() -> Mapping[str, Format]:
    """Every format by its name, in the order in which marks, members and streams are looked for."""
    return {row["format"]: _format(row) for row in read_seed("formats")}


@cache
def formats_by_extension() -> Mapping[str, Format]:
    """The format that an extension promises; one that stands in two rows promises nothing, and raises ValueError."""
    promised: dict[str, Format] = {}
    for one in known_formats().values():
        for extension in one.extensions:
            if promised.setdefault(extension, one) is not one:
                raise ValueError(f"formats.csv: {extension!r} stands at {promised[extension].name} and {one.name}")
    return promised


def _format(row: Mapping[str, str]) -> Format:
    return Format(
        name=row["format"],
        chinese_name=row["format_name"],
        # The last bar of a list stands before nothing: a file without an extension.
        extensions=tuple(row["extensions"].split("|")) if row["extensions"] else (),
        media_types=split_words(row["media_types"]),
        plain_text=row["plain_text"],
        mark=re.compile(row["mark"].encode("ascii"), re.DOTALL) if row["mark"] else None,
        zip_members=tuple(frozenset(members.split()) for members in split_words(row["zip_members"])),
        ole_streams=split_words(row["ole_streams"]),
        reader=row["reader"],
        convert_to=row["convert_to"],
        way_out=row["way_out"],
    )
