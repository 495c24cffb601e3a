"""Reads the pairs announced before, so that late arrivals and leavers move as few of them as can be."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from service.matching.files import csv_lines
from service.settings.problems import ConfigError, Problem
from workflows.matching.problem import Pairing
from workflows.matching.pupil import Pupil

_HEADER = {"mentor", "mentors"}


def read_announced(path: Path, mentors: Iterable[Pupil], mentees: Iterable[Pupil]) -> frozenset[Pairing]:
    """(mentor, mentee) of an earlier draft: the output of `--json`, or CSV with mentor and mentee on each line.

    Pairs of somebody who has left are no pairs any more and are passed over. Raises `ConfigError` with every mistake.
    """
    known = [{handle: p.id for p in side for handle in p.handles} for side in (mentors, mentees)]
    pairs = _of_json(path) if path.suffix.lower() == ".json" else _of_csv(path)
    ids = ((known[0].get(a.strip().lower()), known[1].get(b.strip().lower())) for a, b in pairs)
    found = frozenset((a, b) for a, b in ids if a is not None and b is not None)
    if not found and pairs:
        mend = "give the draft that was made from the same lists of pupils"
        raise _wrong(path, 0, "names no mentor and mentee of these files", mend)
    return found


def _of_json(path: Path) -> list[Pairing]:
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
        return [(str(pair["mentor"]), str(pair["mentee"])) for pair in found["pairs"]]
    except OSError as error:
        raise _wrong(path, 0, f"cannot be read ({error.strerror})", "check the path and its permissions") from None
    except (ValueError, TypeError, KeyError):
        raise _wrong(path, 0, "is no draft", "give the output of `nearpeer match --json`") from None


def _of_csv(path: Path) -> list[Pairing]:
    lines = csv_lines(path)
    body = lines[1:] if lines[0][1][0].strip().lower() in _HEADER else lines
    problems = list(_lines_without_two(path, body))
    if problems:
        raise ConfigError(problems)
    return [(cells[0], cells[1]) for _, cells in body]


def _lines_without_two(path: Path, lines: list[tuple[int, list[str]]]) -> Iterator[Problem]:
    for number, cells in lines:
        if len(cells) < 2 or not (cells[0].strip() and cells[1].strip()):
            yield _problem(path, number, "does not name two pupils", "write the mentor and the mentee, as ann,ben")


def _wrong(path: Path, line: int, what: str, mend: str) -> ConfigError:
    return ConfigError([_problem(path, line, what, mend)])


def _problem(path: Path, line: int, what: str, mend: str) -> Problem:
    return Problem(file=str(path), line=line, place="announced", what=what, mend=mend)
