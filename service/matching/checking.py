"""`nearpeer match --check`: whether a certificate holds, and is about the draft and files beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from service.matching.asked import Options, asked_of
from service.matching.candidates import is_large
from service.matching.districts import FORMAT, faults_of_certificate, proven
from service.matching.output import shown_otherwise
from service.matching.run import LANGUAGE, question
from service.matching.site import coded_problem
from service.settings.problems import ConfigError, Problem
from workflows.matching.certificate import question_of
from workflows.matching.check import check, gaps_of
from workflows.matching.circle_check import gap_of
from workflows.matching.outcome import problem_of
from workflows.matching.summary import bounds_said

_NAMES = {"limits": "capacities or quotas", "kept": "announced pairs", "depth": "worst_depth"}


class DoesNotHoldError(Exception):
    """The certificate does not prove what it should. `faults` say why."""

    def __init__(self, *faults: str) -> None:
        self.faults = faults
        super().__init__("; ".join(faults))


def checked(path: Path, options: Options | None = None) -> list[str]:
    """What a certificate proves, in lines. With `options`, it must be about these files and no others.

    Raises `DoesNotHoldError`, and `ConfigError` when the file is no certificate or the options are wrong.
    """
    found, certificate = _read(path)
    try:
        if "proofs" in certificate:
            return _rounds(certificate, options)
        if certificate.get("format") == FORMAT:
            return _district(path, found or {}, certificate, options)
        said, wrong = _proven(certificate)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        part = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else "a part has another form"
        what = f"is not a complete certificate ({part})"
        raise _problem(path, what, "save the whole output of `nearpeer match --json`") from None
    if found is not None:
        _refuse_another_draft(path, found, certificate)
    if options is not None:
        _refuse_other_files(certificate, options)
    if wrong:
        raise DoesNotHoldError(*wrong)
    files = "" if options is None else " for these files"
    return [f"The certificate holds{files}: {len(certificate['pairs'])} pairs; {said[0]}:", *said[1:]]


def _proven(certificate: dict[str, Any]) -> tuple[list[str], list[str]]:
    """What is proven, in lines, and what is wrong."""
    if "bounds" not in certificate:
        tiers = [f"  {step['tier']}" for step in certificate["steps"]]
        return ["none are better in these tiers", *tiers], check(certificate)
    try:
        gaps_of(certificate)
    except ValueError as fault:
        return [], [str(fault)]
    return ["quotas cross, so each tier has a bound", f"  {bounds_said(certificate, LANGUAGE)}"], []


def _district(path: Path, found: dict[str, Any], certificate: dict[str, Any], options: Options | None) -> list[str]:
    """The same for a district, whose lists are in the files that the draft was made from."""
    if options is None:
        mend = "give --scores, or --mentors and --mentees, and the other options of that draft beside --check"
        raise _problem(path, "is about a district's files and does not repeat them", mend)
    asked = asked_of(options)
    wrong = faults_of_certificate(certificate, found, asked)
    if wrong:
        raise DoesNotHoldError(*wrong)
    head = f"The certificate holds for these files: {len(certificate['pairs'])} pairs; none are better in these tiers:"
    tiers = proven([claim["tier"] for claim in certificate["claims"]], asked.pool.policy.worst_depth)
    return [head, *(f"  {name}" for name in tiers)]


def _rounds(found: dict[str, Any], options: Options | None) -> list[str]:
    """The same for the rounds of a circle, each beside everything that was left before it."""
    if options is not None:
        what, mend = "is about rounds of a circle", "check it without --mentors, --mentees and --scores"
        raise ConfigError([Problem(file="", line=0, place="--check", what=what, mend=mend)])
    lines = []
    for number, (held, proof) in enumerate(zip(found["rounds"], found["proofs"], strict=True), start=1):
        if sorted(map(tuple, held)) != sorted(map(tuple, proof["chosen"])):
            raise DoesNotHoldError(f"round {number} is another than it proves")
        try:
            gap = gap_of(proof)
        except ValueError as fault:
            raise DoesNotHoldError(f"round {number}: {fault}") from None
        lines.append(f"Round {number}: " + (f"at most {gap} points more are possible" if gap else "none is better"))
    return lines


def _read(path: Path) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """The output of `--json` where the file is one, and the certificate."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise _problem(path, f"cannot be read ({error.strerror})", "check the path and its permissions") from None
    except ValueError:
        raise _problem(path, "is not JSON", "give the output of --json") from None
    inner = found.get("certificate", found) if isinstance(found, dict) else None
    if not isinstance(inner, dict):
        raise _problem(path, "holds no certificate", "give the output of --json")
    return (found if inner is not found and "pairs" in found else None), inner


def _refuse_another_draft(path: Path, found: dict[str, Any], inner: dict[str, Any]) -> None:
    """What the output shows must be what is proven: pairs and their points, who waits, and the tiers."""
    try:
        wrong = [] if found.get("site") else shown_otherwise(found, inner)
        pairs = {(p["mentor"], p["mentee"]) for p in found["pairs"]}
        wrong += [] if pairs <= {(a, b) for a, b in inner["pairs"]} else ["pairs"]
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        what = "is not the whole output of `nearpeer match --json`"
        raise _problem(path, what, "save the output as it is printed") from None
    if wrong:
        raise DoesNotHoldError(f"{path} shows other {', '.join(dict.fromkeys(wrong))} than it proves")


def _refuse_other_files(certificate: dict[str, Any], options: Options) -> None:
    """The question a certificate answers must be the one these files and options ask."""
    given = asked_of(options)
    if is_large(given):
        raise DoesNotHoldError("it is about other files or options: these are a district's")
    asked = question(given)
    ours = question_of(coded_problem(problem_of(asked.frame, asked.scored).ordered(), asked.codes), asked.scale)
    other = [_NAMES.get(part, part) for part, value in ours.items() if certificate.get(part) != value]
    if other:
        raise DoesNotHoldError(f"it is about other files or options: {', '.join(other)} differ")


def _problem(path: Path, what: str, mend: str) -> ConfigError:
    return ConfigError([Problem(file=str(path), line=0, place="certificate", what=what, mend=mend)])
