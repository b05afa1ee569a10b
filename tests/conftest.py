"""What several tests share: Prefect's server, once for each process of the tests, quiet and offline."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from flows.night.prefect_server import configure, prefect_server
from tests.prefect_records import keep, lend
from tests.skipping import pytest_terminal_summary as pytest_terminal_summary

# The same examples on every machine, and no limit on time: `make check-all` looks for new ones.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("new", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("JIXIAO_EXAMPLES", "same"))

# Read at the first import of Prefect, by whichever test comes first. Processes that test side by side inherit
# the variables of the one that started them, and must not share its records.
os.environ.pop("PREFECT_HOME", None)
_RECORDS = Path(tempfile.mkdtemp(prefix="jixiao-prefect-")) / "records"
lend(_RECORDS)
configure(_RECORDS)


@pytest.fixture(scope="session")
def prefect_api() -> Iterator[None]:
    """Flows can run inside the tests that ask for this."""
    with prefect_server():
        keep(_RECORDS)
        yield


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that two whole nights published, with a correction, a withdrawal and personal data in it.

    Made once for all processes of the run; nobody writes to it.
    """
    from tests.published import publish

    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "published"
    with FileLock(folder.with_suffix(".lock")):
        if not (folder / "done").exists():
            shutil.rmtree(folder, ignore_errors=True)
            publish(folder)
            (folder / "done").touch()
    return folder / "warehouse"


# Modules of more than a minute, the longest first.
_LONG = (
    "test_nightly.py",
    "test_hostile.py",
    "test_ingest.py",
    "test_ingest_bundles.py",
    "test_junk.py",
    "test_formats.py",
    "test_arrangement.py",
    "test_surroundings.py",
    "test_reports_apart.py",
    "test_finding_ids.py",
    "test_incremental.py",
    "test_validation.py",
    "test_fuzzing.py",
    "test_marts.py",
    "test_strangers.py",
    "test_versions.py",
    "test_detector.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest modules first: with two processes, the last one to finish has nothing long before it."""
    turn = {name: place for place, name in enumerate(_LONG)}
    items.sort(key=lambda item: turn.get(item.path.name, len(_LONG)))
