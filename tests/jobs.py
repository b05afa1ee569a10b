"""Work for the worker pool that goes wrong in every way a parser does; importable, as its processes need."""

import os
import re
import signal
import time

from flows.model.allowances import more_time


def work(job: str) -> str:
    match job:
        case "exit":
            os._exit(3)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "crashes":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "slow":
            more_time(60)
            toil(2)
        case "hangs after all":
            more_time(0.5)
            toil(60)
        case "hangs":
            toil(60)
        case "waits a little":
            time.sleep(1.5)
        case "waits":
            time.sleep(60)
        case "hangs in C":
            re.match(r"(a*)*b", "a" * 40)
        case "takes 500 megabytes":
            taken = bytearray(os.urandom(2**20)) * 500
            time.sleep(60)
            return str(len(taken))
        case "greedy":
            return str(len(bytearray(8 * 2**30)))
        case "raises":
            raise RuntimeError("a bug")
    return job.upper()


def toil(seconds: float) -> None:
    """Use the processor for so long, however many others want it."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def hang(_: object) -> str:
    toil(60)
    return ""


def be_killed(_: object) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def killed_once(job: tuple[str, str]) -> str:
    """Killed as by a machine without memory; the second time, when no other job runs, it has enough."""
    folder, name = job
    if name == "large" and not os.path.exists(f"{folder}/tried"):
        open(f"{folder}/tried", "x").close()
        os.kill(os.getpid(), signal.SIGKILL)
    others = [file for file in os.listdir(folder) if file.startswith("busy")]
    if name == "large":
        return f"{name} beside {len(others)}"
    busy = f"{folder}/busy-{name}"
    open(busy, "x").close()
    time.sleep(0.3)
    os.remove(busy)
    return name
