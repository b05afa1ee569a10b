import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flows.night import limits
from flows.night import workers as pools
from flows.night.workers import OUT_OF_MEMORY, Lost, WorkerPool
from tests.jobs import killed_once, work
from tests.nights import left_behind


def workers(count: int, seconds: float = 30) -> WorkerPool:
    return WorkerPool(count, seconds, [work.__module__])


def results(pool: WorkerPool, *jobs: str) -> dict[str, str | Lost]:
    return {job: result for job, result, _ in pool.run(work, jobs)}


def test_every_job_gets_its_result():
    with workers(2) as pool:
        assert results(pool, "a", "b", "c", "d", "e") == {"a": "A", "b": "B", "c": "C", "d": "D", "e": "E"}


@pytest.mark.parametrize(
    ("job", "reason"),
    [
        ("exit", "处理进程意外结束（退出码 3：读取程序在这份文件上退出）：请用原软件打开并另存后重新放入"),
        ("crashes", "处理进程意外结束（SIGSEGV：读取程序在这份文件上崩溃）：请用原软件打开并另存后重新放入"),
        ("killed", "处理进程意外结束（SIGKILL：被系统强行终止，多为机器内存不足）：与文件无关，下一次运行再读"),
        ("greedy", "处理所需内存超过上限，已中止：请拆分后重新放入"),
        ("raises", "程序错误，请报告开发者（RuntimeError: a bug）"),
    ],
)
def test_a_job_that_kills_its_process_costs_only_itself(job: str, reason: str):
    with workers(2) as pool:
        found = results(pool, "a", job, "b", "c")
        assert isinstance(found[job], Lost)
        assert reason == found[job].reason
        assert {name: found[name] for name in "abc"} == {"a": "A", "b": "B", "c": "C"}


def test_a_job_that_hangs_is_stopped_in_time_and_its_process_replaced():
    with workers(1, 1.0) as pool:
        found = results(pool, "hangs", "a")
    assert found == {"hangs": overtime("1"), "a": "A"}


def overtime(seconds: str) -> Lost:
    return Lost(f"处理超过 {seconds} 秒，已中止：请拆分后重新放入", is_overtime=True)


def test_a_job_has_its_processor_time_however_long_a_busy_machine_lets_it_wait_for_that():
    with workers(1, 1.0) as pool:
        assert results(pool, "waits a little") == {"waits a little": "WAITS A LITTLE"}


def test_a_job_that_the_machine_never_lets_run_is_tried_again_and_not_called_hopeless():
    with workers(2, 0.2) as pool:
        found = results(pool, "waits", "a")
    assert found["a"] == "A"
    assert isinstance(found["waits"], Lost)
    assert (found["waits"].is_overtime, found["waits"].is_from_outside) == (False, True)
    assert re.match(
        "机器过于繁忙，未能处理（等了 [0-9]+ 秒，处理器只给了 0.[01] 秒）：与文件无关", found["waits"].reason
    )


def test_what_was_killed_from_outside_is_tried_once_more_alone(tmp_path: Path):
    jobs = [(str(tmp_path), name) for name in ("large", "a", "b", "c")]
    with WorkerPool(2, 30, [killed_once.__module__]) as pool:
        found = {name: result for (_, name), result, _ in pool.run(killed_once, jobs)}
    assert found == {"large": "large beside 0", "a": "a", "b": "b", "c": "c"}


def test_a_job_that_asks_for_more_time_gets_it_and_no_more():
    with workers(2, 1.0) as pool:
        found = results(pool, "slow", "hangs after all", "a")
        assert found == {"slow": "SLOW", "hangs after all": overtime("1.5"), "a": "A"}
        assert results(pool, "hangs") == {"hangs": overtime("1")}


def test_a_run_left_early_does_not_answer_the_next_one():
    with workers(2) as pool:
        first = pool.run(work, ["a", "b", "c"])
        next(first)
        first.close()
        assert results(pool, "x", "y") == {"x": "X", "y": "Y"}


def test_no_process_stays_behind():
    with workers(2) as pool:
        processes = pool.process_ids
        results(pool, "a", "b")
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


HOLD = """
import sys, time
from flows.night.workers import WorkerPool
from tests.jobs import work
if __name__ == "__main__":
    with WorkerPool(2, float(sys.argv[2]), ["tests.jobs"]) as pool:
        for job, _, _ in pool.run(work, ["a", "b", *sys.argv[1:2]]):
            print(job, flush=True)
"""


def hold(folder: Path, job: str, seconds: float) -> subprocess.Popen[str]:
    """A process that keeps two others, of which one does this job."""
    script = folder / "hold.py"
    script.write_text(HOLD)
    temporary = folder / "temporary"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(Path.cwd())}
    words = [sys.executable, str(script), job, str(seconds)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True)


def test_a_pool_whose_process_is_killed_leaves_no_folder_and_no_process_though_one_hangs_in_c(tmp_path: Path):
    with hold(tmp_path, "hangs in C", 3) as process:
        assert process.stdout
        assert {process.stdout.readline(), process.stdout.readline()} == {"a\n", "b\n"}
        process.kill()
    assert list((tmp_path / "temporary").iterdir()) == []
    assert left_behind(process.pid, patience=60) == []


def test_where_the_system_refuses_no_memory_the_pool_ends_who_takes_too_much(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pools, "SYSTEM_REFUSES", False)
    monkeypatch.setattr(limits, "MEMORY_LIMIT", 300 * 2**20)
    with workers(2) as pool:
        assert results(pool, "a", "takes 500 megabytes", "b") == {
            "a": "A",
            "takes 500 megabytes": Lost(OUT_OF_MEMORY),
            "b": "B",
        }
