"""Names by whoever wrote them: each part of a path for itself, and helped by the others where it could be either."""

import pytest

from flows.readers.packing.names import path_in_words


def gbk(text: str) -> bytes:
    return text.encode("gb18030")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("湖南省/华容县/住建局.txt".encode(), "湖南省/华容县/住建局.txt"),
        (gbk("湖南省/华容县/住建局.txt"), "湖南省/华容县/住建局.txt"),
        ("湖南省/华容县/".encode() + gbk("住建局.txt"), "湖南省/华容县/住建局.txt"),
        (gbk("报送") + "/住建局.txt".encode(), "报送/住建局.txt"),
        (b"reports/" + gbk("乗") + b"/a.txt", "reports/乗/a.txt"),  # its second byte is a backslash
    ],
)
def test_each_part_of_a_path_is_read_for_itself(path: bytes, words: str) -> None:
    assert path_in_words(path) == words


def test_a_part_that_could_be_either_is_what_the_others_are() -> None:
    either = gbk("通")
    assert either.decode("utf-8") == "\u0368"
    assert path_in_words(gbk("住建局/") + either) == "住建局/通"
    assert path_in_words("住建局/·".encode()) == "住建局/·"
    assert path_in_words("住建局/".encode() + gbk("住建局/") + "·".encode()) == "住建局/住建局/·"


def test_a_name_of_no_chinese_system_stays_legible_and_distinct() -> None:
    assert [path_in_words(name) for name in (b"r\xe9sum\xff.txt", b"r\xe9sum\xfe.txt")] == [
        "rΘsum\xa0.txt",
        "rΘsum■.txt",
    ]
