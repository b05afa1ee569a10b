"""Whether the memory of a worker process stays flat over thousands of documents, each another one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.extraction import SourceClues
from flows.model.allowances import BundleLimits
from flows.night.raw_folder import content_id, list_files
from flows.night.understanding import Job, understand
from flows.night.workers import Lost, WorkerPool
from tests.benchmarks.timing import Result, resident
from tests.samples.catalogue import SAMPLES, WRITERS
from tests.samples.document import Line, Sample

_EARLY, _DOCUMENTS = 200, 2_000
_GOAL = 1.1  # times the memory after the first two hundred
_SECONDS = 120.0
_SUFFIXES = (".docx", ".html", ".txt", ".docx", ".pdf")


def measure(rounds: int) -> Iterator[Result]:
    """Resident memory of the one process after a tenth of the documents and after all of them."""
    with TemporaryDirectory() as folder:
        raw = Path(folder)
        home = raw / "某省" / "某市" / "某县" / "2020"
        home.mkdir(parents=True)
        for number in range(_DOCUMENTS):
            suffix = _SUFFIXES[number % len(_SUFFIXES)]
            (home / f"{number:05}{suffix}").write_bytes(WRITERS[suffix](_varied(number)))
        jobs = [
            Job(
                file,
                content_id(file.path.read_bytes()),
                SourceClues(file.source_path),
                BundleLimits(),
            )
            for file in list_files(raw).files
        ]
        with WorkerPool(1, _SECONDS, [understand.__module__]) as pool:
            [process_id] = pool.process_ids
            early = 0.0
            for done, (job, result, _) in enumerate(pool.run(understand, jobs), start=1):
                if isinstance(result, Lost) or result.document is None:
                    raise RuntimeError(f"{job.source_path} was not understood: {result}")
                if done == _EARLY:
                    early = resident(process_id)
            late = resident(process_id)
    detail = f"{early:.0f} MB after {_EARLY}, {late:.0f} MB after {_DOCUMENTS} documents"
    yield Result("memory of a worker, late / early", late / early, _GOAL, detail)


def _varied(number: int) -> Sample:
    """A sample with words of its own, so that nothing kept for the one before serves it."""
    sample = SAMPLES[number % len(SAMPLES)]
    own = Line(f"第{number}号报告：青禾县第{number}所支出合计{number * 7 + 1}.{number % 90 + 10}万元。")
    return replace(sample, blocks=(*sample.blocks, own))
