"""The words that the finances of a county as a whole are told by: its levels (全县, 县本级), accounts and headings."""

import re
from collections.abc import Mapping
from functools import cache

from flows.model.words import longest_first, plain, read_seed, remembered, split_words

COUNTY = "county"  # the statement of the measures that only such a report speaks of
OWN_LEVEL = "own_level"


@cache
def county_words(role: str) -> Mapping[str, str]:
    """The words of a role in the seed, reduced by `plain`, with what each means."""
    rows = (row for row in read_seed("county_words") if row["role"] == role)
    return {plain(word): row["meaning"] for row in rows for word in split_words(row["words"])}


@cache
def any_of(*roles: str) -> str:
    """A pattern, without groups, of any word of some roles, the longest first."""
    return "|".join(map(re.escape, longest_first(word for role in roles for word in county_words(role))))


@remembered
def level_kind(scope_name: str) -> str:
    """Whether a scope is the county as a whole (`county`: 全县) or without what is below it (`own_level`: 县本级), ''
    for any other.
    """
    word = plain(scope_name)
    return county_words("level").get(word, "") or county_words("level_first").get(word, "")
