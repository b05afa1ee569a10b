"""Work for the worker pool that goes wrong in every way a parser does; importable, as its processes need."""

import os
import signal
import time


def work(job: str) -> str:
    match job:
        case "exit":
            os._exit(3)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hangs":
            time.sleep(60)
        case "greedy":
            return str(len(bytearray(8 * 2**30)))
        case "raises":
            raise RuntimeError("a bug")
    return job.upper()


def hang(_: object) -> str:
    time.sleep(60)
    return ""
