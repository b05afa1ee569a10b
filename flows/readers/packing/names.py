"""Names of files as old systems wrote them: UTF-8, GBK, or one within the other, part by part of a path."""

# From here on UTF-8 takes three bytes a character, which GBK hardly ever makes by chance: 汉字, and their punctuation.
_SURE = "\u0800"


def path_in_words(path: bytes) -> str:
    """A path with slashes, each part by itself: UTF-8, else GB 18030, else what no Chinese system wrote, legibly.

    Two bytes can be a character in both (通 and a Greek one): such a part is what the others of the path are.
    """
    parts = path.split(b"/")
    is_gbk = not any(map(_is_surely_utf8, parts)) and any(_utf8(part) is None for part in parts)
    return "/".join(_decoded(part, is_gbk) for part in parts)


def _decoded(part: bytes, is_gbk: bool) -> str:
    text = _utf8(part)
    if text is not None and (part.isascii() or not is_gbk):
        return text
    try:
        return part.decode("gb18030")
    except UnicodeDecodeError:
        return part.decode("cp437") if text is None else text  # code page 437 has a character for every byte


def _is_surely_utf8(part: bytes) -> bool:
    text = _utf8(part)
    return text is not None and any(character >= _SURE for character in text)


def _utf8(part: bytes) -> str | None:
    try:
        return part.decode("utf-8")
    except UnicodeDecodeError:
        return None
