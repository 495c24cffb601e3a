"""What the operating system says of a process."""

from __future__ import annotations

import os
from pathlib import Path

PAGE, TICK = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")


def rss_mb(process: int | str = "self") -> float:
    """Resident memory, in megabytes of 2**20 bytes."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE / 2**20


def cpu_seconds(process: int | str = "self") -> float:
    """CPU time that the process has used, its own and the system's for it."""
    after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / TICK
