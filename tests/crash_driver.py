"""Forks writers of one decision log and kills each with -9; prints what they acknowledged. See test_log_crash.py."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

from clinreview import logfile
from clinreview.decisions import Action, Decision
from clinreview.rule import Role


def main() -> None:
    folder, how, kills = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    chance = random.Random(1)
    acknowledged: list[str] = []
    killed = repaired = 0
    for number in range(kills):
        seed = chance.randrange(1 << 30)
        listen, tell = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(listen)
            write(folder / f"{number // 25}.jsonl", tell, seed, dies=how == "in the write")
        os.close(tell)
        if how == "anywhere":
            time.sleep(chance.uniform(0.0, 0.02))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        with os.fdopen(listen, "rb") as said:
            lines = said.read().split(b"\n")[:-1]
        acknowledged += [line.decode() for line in lines if line != b"repaired"]
        repaired += lines.count(b"repaired")
    print(json.dumps({"acknowledged": acknowledged, "killed": killed, "repaired": repaired}))


def write(path: Path, tell: int, seed: int, *, dies: bool) -> NoReturn:
    chance = random.Random(seed)
    if dies:
        fatal(chance)
    for number in range(10_000):
        decision = Decision(
            action=Action.DISMISS,
            by="Ann",
            role=Role.EDITOR,
            at=dt.datetime.now(dt.UTC),
            text="It cures. " * chance.randrange(1, 200),
            note=f"{os.getpid()} {number}",
        )
        done = logfile.append(path, [decision])
        if done.repaired:
            os.write(tell, b"repaired\n")
        os.write(tell, f"{decision.id}\n".encode())  # only now may anybody rely on it
    os._exit(1)


def fatal(chance: random.Random) -> None:
    """Make one of the next steps on the file the last one of this process, a write perhaps half done."""
    left = chance.randrange(1, 12)
    own = os.getpid()
    write_, fsync, truncate = os.write, os.fsync, os.ftruncate

    def step(call: Any, handle: int, *rest: Any) -> Any:
        nonlocal left
        left -= 1
        if left:
            return call(handle, *rest)
        if call is write_:
            write_(handle, bytes(rest[0])[: chance.randrange(len(rest[0]) + 1)])
        elif chance.random() < 0.5:
            call(handle, *rest)
        os.kill(own, signal.SIGKILL)

    class Fatal:
        """The os module, with the calls that touch the file counted."""

        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

        @staticmethod
        def write(handle: int, data: Any) -> Any:
            return step(write_, handle, data)

        @staticmethod
        def fsync(handle: int) -> Any:
            return step(fsync, handle)

        @staticmethod
        def ftruncate(handle: int, size: int) -> Any:
            return step(truncate, handle, size)

    logfile.os = Fatal()  # type: ignore[assignment]


if __name__ == "__main__":
    main()
