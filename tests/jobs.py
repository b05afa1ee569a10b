"""Work for the worker pool that goes wrong in every way a parser does; importable, as its processes need."""

import os
import re
import signal
import time

from flows.model.patience import more_time


def work(job: str) -> str:
    match job:
        case "exit":
            os._exit(3)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "slow":
            more_time(60)
            time.sleep(2)
        case "hangs after all":
            more_time(0.5)
            time.sleep(60)
        case "hangs":
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


def hang(_: object) -> str:
    time.sleep(60)
    return ""
