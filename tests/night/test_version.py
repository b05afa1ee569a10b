import re

from flows.night.version import MODULES, sources_of_rows

# Their limits and messages refuse a file or not, and make no row of one that is read.
_BESIDE = {"allowances", "exceptions", "settings"}


def test_every_module_of_the_model_that_reads_with_the_rooms_makes_another_version():
    imported = {
        name
        for source in sources_of_rows()
        for name in re.findall(r"^from flows\.model\.(\w+)", source.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert imported - _BESIDE - {"personal"} == set(MODULES)
