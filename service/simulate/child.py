"""The service as a process of its own that lives from step to step (see `driver.ChildDriver`)."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from service.log import configure_log
from service.memory import set_loaded_aside
from service.simulate.driver import decode_step, encode_stepped
from service.simulate.inside import Site, open_inside
from service.simulate.plan import Plan


def main(arguments: list[str]) -> None:
    """Answer each step on standard input with one line, until the input ends."""
    configure_log("json", stream=sys.stderr, level=logging.ERROR)  # standard output is the pipe to the world
    raw = json.loads(arguments[0])
    database = raw.pop("database")
    inside = open_inside(Plan(**raw), Path(arguments[1]), site=Site(database=database))
    set_loaded_aside()
    for line in sys.stdin:
        print(encode_stepped(inside.step(decode_step(line))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
