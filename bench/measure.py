"""Run a command as a whole process several times, and measure time and memory.

In: command lines. Out: seconds, processor seconds and the peak memory of the largest process, as the system counts.
Only the standard library is imported: memory of a large parent process would distort the figures of its children.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OWN, PEERS = ROOT / ".venv/bin/python", ROOT / ".venv-bench/bin/python"


@dataclass(frozen=True, slots=True)
class Cost:
    """The measurements of one process: wall and processor seconds, peak memory in megabytes, output, exit code."""

    wall: float
    cpu: float
    peak: float
    said: str
    code: int = 0


class Failed(Exception):
    """A process that ended in an error; its last line says why."""


def run(
    command: Sequence[str | Path], *, codes: Container[int] = (0,), folder: Path | None = None, **environment: str
) -> Cost:
    """Run a command to its end, in `folder` if it is given. Raises Failed if its exit code is none of `codes`."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    whole = {**inherited, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **environment}
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        began = time.perf_counter()
        child = subprocess.Popen([str(part) for part in command], stdout=out, stderr=err, env=whole, cwd=folder)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in codes:
            err.seek(0)
            raise Failed((err.read().strip() or f"exit {child.returncode}").splitlines()[-1])
        out.seek(0)
        return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, out.read(), child.returncode)


def prepare() -> None:
    """Compile the modules of the checkout, as an installation does."""
    run([OWN, "-m", "compileall", "-q", ROOT / "src", ROOT / "bench"])


def median(values: Iterable[float]) -> float:
    """The median."""
    return statistics.median(values)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown: the first column at the left, the others at the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def progress(text: str) -> None:
    """Print progress on stderr."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def machine() -> str:
    """The date and a description of the machine, for the heading of a table."""
    model = ""
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "")
    python = ".".join(map(str, sys.version_info[:3]))
    cores = f"{os.cpu_count()} cores" + (f" ({model})" if model else "")
    return f"{time.strftime('%Y-%m-%d')}, {cores}, {sys.platform}, Python {python}"
