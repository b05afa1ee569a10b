"""Declarations that put text out of sight although it is laid out: off the page, clipped, without size or ink.

What a person may still see stays: text that is faint, moved a little, or in a box that its content makes larger.
"""

from collections.abc import Callable, Mapping

from flows.readers.web.lengths import arguments, pixels, sides

_FAR = -1_000.0  # pixels to the left of a page or above it, where no window scrolls
_PAGE = 1_000.0  # pixels: what a share of the page is taken of
_LEAST_INK = 0.01
_LEAST_SIZE = 1.0  # pixels: texts for those who listen get so much
_EDGES = ("left", "top", "right", "bottom")
_OUT_OF_FLOW = frozenset({"absolute", "fixed"})
_MOVED = _OUT_OF_FLOW | {"relative"}
_CUT = frozenset({"hidden", "clip"})
_PADDINGS = ("padding", "padding-top", "padding-right", "padding-bottom", "padding-left")
_TRANSLATIONS = ("translate", "translatex", "translatey", "translate3d")
_SCALES = ("scale", "scalex", "scaley", "scale3d")
_ANIMATIONS = ("animation", "animation-name", "-webkit-animation")
_TABLES, _CELLS = frozenset({"table", "thead", "tbody", "tfoot"}), frozenset({"tr", "td", "th"})
_FLAT = ("circle", "ellipse")

SIGHT = frozenset(
    [
        *_EDGES, *_PADDINGS, "position", "text-indent", "margin", "margin-left", "margin-top", "transform", "opacity",
        "filter", "clip", "clip-path", "overflow", "overflow-x", "overflow-y", "font-size", "text-shadow",
        *_ANIMATIONS,
        "width", "min-width", "max-width", "height", "min-height", "max-height",
    ]
)  # fmt: skip

Declared = Mapping[str, str]


def is_out_of_sight(declared: Declared, tag: str) -> bool:
    """Whether nobody sees an element with these declarations, nor anything in it.

    Tables are as large as what they hold, whatever is said; so mostly are rows and cells, for which only a size of
    nothing counts, as it means nothing else. What an animation makes of an element nobody knows who does not play it.
    """
    if any(declared.get(name, "none") != "none" for name in _ANIMATIONS):
        return False
    return (
        _has_no_ink(declared.get("opacity", ""))
        or any(map(_has_no_ink, arguments(declared.get("filter", ""), "opacity")))
        or _is_moved_off(declared)
        or _is_transformed_away(declared.get("transform", ""))
        or _is_clipped(declared)
        or (
            tag not in _TABLES
            and _is_cut(declared)
            and _has_no_size(declared, tag in _CELLS)
            and not _is_padded(declared)
        )
    )


def is_out_of_flow(declared: Declared) -> bool:
    """Whether an element takes no room where it is written."""
    return declared.get("position") in _OUT_OF_FLOW


def may_put_out_of_sight(name: str, value: str) -> bool:
    """Whether a declaration may hide an element, alone or with others."""
    if name in _EDGES or name in {"margin", "margin-left", "margin-top"}:
        return any(_is_far(side, _PAGE) for side in sides(value))
    if name in {"clip", "clip-path", "filter", "transform"}:
        return "(" in value
    if name in {"width", "height", "max-width", "max-height"}:
        size = pixels(value)
        return size is not None and size <= _LEAST_SIZE
    return (name == "opacity" and _has_no_ink(value)) or (name in INHERITED and INHERITED[name](value))


def _has_no_ink(opacity: str) -> bool:
    share = pixels(opacity, whole=1)
    return share is not None and share < _LEAST_INK


def _is_far(value: str, whole: float | None = None) -> bool:
    length = pixels(value, whole)
    return length is not None and length <= _FAR


def _is_nothing(value: str) -> bool:
    return pixels(value) == 0


def _is_clear(color: str) -> bool:
    """Whether a colour is none: transparent, or with nothing of itself."""
    parts = arguments(color.replace("/", " "), "(?:rgb|hsl)a?")
    is_hex = color.startswith("#") and len(color) in {5, 9}
    return (
        color == "transparent"
        or (len(parts) == 4 and _has_no_ink(parts[3]))
        or (is_hex and not color[-1 if len(color) == 5 else -2 :].strip("0"))
    )


# What text within an element has from it, unless it says otherwise itself.
INHERITED: Mapping[str, Callable[[str], bool]] = {
    "text-indent": _is_far,
    "font-size": _is_nothing,
    "color": _is_clear,
}


def _is_moved_off(declared: Declared) -> bool:
    position = declared.get("position")
    whole = _PAGE if position in _OUT_OF_FLOW else None
    edges = [pixels(declared.get(edge, ""), whole) for edge in _EDGES] if position in _MOVED else []
    above, _, _, left = sides(declared.get("margin", ""))
    margins = [pixels(declared.get("margin-top", above)), pixels(declared.get("margin-left", left))]
    return any(length is not None and length <= _FAR for length in (*edges, *margins))


def _is_transformed_away(transform: str) -> bool:
    if not transform:
        return False
    scales = [arguments(transform, name) for name in _SCALES]
    moves = [move for name in _TRANSLATIONS for move in arguments(transform, name)]
    return any(map(_is_far, moves)) or any(any(map(_is_nothing, parts[:2])) for parts in scales)


def _is_clipped(declared: Declared) -> bool:
    """Whether nothing is left of an element; `clip` counts only for what is out of the flow."""
    path = declared.get("clip-path", "")
    if any((parts := arguments(path, shape)) and _is_nothing(parts[0]) for shape in _FLAT):
        return True
    if insets := arguments(path.replace(" round ", ") ("), "inset"):
        above, right, below, left = map(_share, sides(" ".join(insets)))
        return above + below >= 1 or left + right >= 1
    edges = arguments(declared.get("clip", ""), "rect") if is_out_of_flow(declared) else ()
    if len(edges) != 4:
        return False
    top, end, bottom, start = map(pixels, edges)
    return _is_narrow(top, bottom) or _is_narrow(start, end)


def _share(value: str) -> float:
    """A share of the element; of other lengths nobody knows how much of it they are."""
    return (pixels(value, whole=1) or 0) if value.endswith("%") else 0


def _is_narrow(start: float | None, end: float | None) -> bool:
    return start is not None and end is not None and end - start <= _LEAST_SIZE


def _is_cut(declared: Declared) -> bool:
    overflow = " ".join(declared.get(name, "") for name in ("overflow", "overflow-x", "overflow-y"))
    return not _CUT.isdisjoint(overflow.split())


def _has_no_size(declared: Declared, is_cell: bool) -> bool:
    sizes = [_size(declared, name, is_cell) for name in ("width", "height")]
    is_dot = not is_cell and all(size is not None and size <= _LEAST_SIZE for size in sizes)
    return is_dot or any(size == 0 for size in sizes)


def _size(declared: Declared, name: str, is_cell: bool) -> float | None:
    """How large an element is at most in one direction, None where nothing says it."""
    least = pixels(declared.get(f"min-{name}", ""))
    most = None if is_cell else pixels(declared.get(f"max-{name}", ""))
    given = [size for size in (pixels(declared.get(name, "")), most) if size is not None]
    return max(min(given), least or 0) if given else None


def _is_padded(declared: Declared) -> bool:
    """Whether an element is as large as its padding, in which what it holds is seen."""
    lengths = (pixels(side, _PAGE) for name in _PADDINGS for side in sides(declared.get(name, "")))
    return any(lengths)
