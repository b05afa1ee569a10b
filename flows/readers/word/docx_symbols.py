"""Characters that Word prints from a symbol font, as characters that every font has."""

import re

_CODE = re.compile("[0-9A-Fa-f]{1,4}")
_PRIVATE = 0xF000  # where Word keeps the codes of symbol fonts

# By the font's lower-case name and the code within it: signs of comparison and calculation, and what forms tick.
_SYMBOLS = {
    ("symbol", 0x2D): "−",
    ("symbol", 0x40): "≅",
    ("symbol", 0xA3): "≤",
    ("symbol", 0xB1): "±",
    ("symbol", 0xB3): "≥",
    ("symbol", 0xB4): "×",
    ("symbol", 0xB7): "•",
    ("symbol", 0xB8): "÷",
    ("symbol", 0xB9): "≠",
    ("symbol", 0xBB): "≈",
    ("symbol", 0xD6): "√",
    ("symbol", 0xE5): "∑",
    ("wingdings", 0x6F): "□",
    ("wingdings", 0x71): "□",
    ("wingdings", 0x72): "□",
    ("wingdings", 0xA8): "□",
    ("wingdings", 0xFB): "✗",
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFD): "☒",
    ("wingdings", 0xFE): "☑",
    ("wingdings 2", 0x2A): "□",
    ("wingdings 2", 0x30): "□",
    ("wingdings 2", 0x4F): "✗",
    ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0x51): "☒",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0x53): "☒",
    ("wingdings 2", 0x54): "☒",
    ("wingdings 2", 0xA3): "□",
}
_CIRCLED = {"wingdings": (0x80, 0x8B)}  # 0 to 10 in a circle, twice


def symbol(font: str, code: str) -> str:
    """What a `w:sym` prints; '' for a pattern that no text font has, and for a broken code."""
    if not _CODE.fullmatch(code):
        return ""
    number = int(code, 16)
    font = font.lower()
    place = number - _PRIVATE if _PRIVATE <= number < _PRIVATE + 0x100 else number
    if (font, place) in _SYMBOLS:
        return _SYMBOLS[font, place]
    for start in _CIRCLED.get(font, ()):
        if start <= place <= start + 10:
            return "⓪①②③④⑤⑥⑦⑧⑨⑩"[place - start]
    if font == "symbol":  # its digits and stops are where ASCII has them; above them are Greek letters
        return chr(place) if place in range(0x20, 0x40) else ""
    is_text = font not in {"wingdings", "wingdings 2", "wingdings 3", "webdings"} and place == number
    return chr(number) if is_text and chr(number).isprintable() else ""
