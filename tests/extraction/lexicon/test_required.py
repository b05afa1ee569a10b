"""What a pattern needs in a text: never more than every match has."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extraction.lexicon.required import required
from flows.model.words import read_seed

PATTERNS = [row["pattern"] for row in read_seed("ignored_numbers")]
# Characters of the patterns themselves, so that texts come near to what they match.
LETTERS = sorted({*"".join(PATTERNS), *"0123456789 \n名日至①ⅹXa"})


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\d+号", ["号"]),
        (r"\d+(?=\s*名)", ["名"]),
        (r"(?<=第)\d", ["第"]),
        (r"(?<!第)\d(?!名)", []),
        (r"(?:甲|乙丙)\d", ["乙甲"]),
        (r"(?:甲|\d)丙", ["丙"]),
        (r"(?:甲)?乙*丙+丁{0,3}", ["丙"]),
        (r"(?:甲{0,2}|乙)丙", ["丙"]),
        (r"[a-c①]", ["abc①"]),
        (r"[^甲]|乙", []),
        (r"[\d甲]", []),
        (r"[一-龥]元", ["元"]),
        (r"(?>甲)(?P<name>乙)(?P=name)", ["甲", "乙"]),
        (r"(?i)a", []),
        (r"(?i:a)b", ["b"]),
        (r"", []),
    ],
)
def test_what_a_pattern_needs_is_read_off_it(pattern, needed):
    assert ["".join(sorted(one)) for one in required(pattern)] == needed


def test_letters_of_either_case_are_not_taken_for_one_of_them():
    assert required("a", re.IGNORECASE) == ()


@pytest.mark.parametrize("row", read_seed("ignored_numbers"), ids=lambda row: row["example"])
def test_a_text_that_a_pattern_matches_has_what_it_needs(row):
    text = row["example"]
    assert re.search(row["pattern"], text, re.MULTILINE)
    assert not any(one.isdisjoint(text) for one in required(row["pattern"], re.MULTILINE))


@given(st.text(st.sampled_from(LETTERS), max_size=30))
def test_no_pattern_matches_a_text_without_what_it_needs(text):
    for pattern in PATTERNS:
        if any(one.isdisjoint(text) for one in required(pattern, re.MULTILINE)):
            assert re.search(pattern, text, re.MULTILINE) is None
