"""Which county a clause speaks of, where a report speaks of several or of another than its own."""

from functools import cache

from flows.places.departments import department_after
from flows.places.gazetteer import gazetteer
from flows.places.mentions import counties_in


def county_spoken_of(subject: str, sentence: str, own_county: str) -> tuple[str, str]:
    """The county that a number's subject names and the rest of the subject, ('', the subject) where it names none.

    A county before the name of a department only says where that is. The report's own county, or any where that is not
    known, is an entity of its own only beside others (衡山县…万元，衡东县…万元).
    """
    if _ends_of_names().isdisjoint(subject):
        return "", subject
    found = [(start, name) for start, name in counties_in(subject) if not department_after(subject, start, name)]
    if not found:
        return "", subject
    start, written = found[-1]
    names = gazetteer()
    is_own = own_county in {"", names.full(written)} or written == names.usual(own_county)
    if is_own and len({names.full(other) for _, other in counties_in(sentence)}) < 2:
        return "", subject
    return names.full(written), subject[start + len(written) :].lstrip("的")


@cache
def _ends_of_names() -> frozenset[str]:
    return frozenset(name[-1] for name in gazetteer().by_name)
