import re
from pathlib import Path

import flows
from flows.night.version import MODULES, sources_of_rows

FLOWS = Path(flows.__file__).parent
# Their limits and messages refuse a file or not, and make no row of one that is read.
_BESIDE = {"allowances", "exceptions", "settings"}


def test_every_module_of_the_model_that_reads_with_the_rooms_makes_another_version():
    imported = {
        name
        for source in sources_of_rows()
        for name in re.findall(r"^from flows\.model\.(\w+)", source.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert imported - _BESIDE == set(MODULES)


def test_every_room_whose_code_the_judge_and_the_reader_ask_makes_another_version():
    sources = sources_of_rows()
    asked = {
        room
        for source in sources
        for room in re.findall(r"^from flows\.(\w+)", source.read_text(encoding="utf-8"), re.MULTILINE)
    }
    rooms = {source.relative_to(FLOWS).parts[0] for source in sources}
    assert asked <= rooms
