"""The report to a site's lead: its own pupils, nobody else's names."""

from __future__ import annotations

import json
from dataclasses import asdict

from tests.builders import NOW, POLICY, pair, person, policy
from workflows.policy import ReportPolicy
from workflows.report_sites import site_reports
from workflows.state import Entity, PairStatus, Role, Unmatched, Watch
from workflows.text.blocks import Items, Table
from workflows.view import Snapshot

TWO = policy(reports=ReportPolicy(site_leads={"Oak": "lead", "Elm": "head"}))


def people() -> list[Entity]:
    """Ana of Elm mentors Ben of Oak; Cem and Dua of Oak are a pair; Eva of Elm waits."""
    sites = {"Ana": "Elm", "Ben": "Oak", "Cem": "Oak", "Dua": "Oak", "Eva": "Elm"}
    found: list[Entity] = [person(id=name, name=name, site=site) for name, site in sites.items()]
    for mentor, mentee in (("Ana", "Ben"), ("Cem", "Dua")):
        found.append(pair(mentor, mentee, id=f"{mentor}~{mentee}", status=PairStatus.ACTIVE))
    found.append(Unmatched(id="Eva", person_id="Eva", role=Role.MENTEE, reasons=("x",), drafted_at=NOW))
    return found


def tables() -> dict[str, tuple[tuple[str, ...], ...]]:
    mails = site_reports(Snapshot(people()), NOW, TWO)
    return {m.to.person_id: next(b.rows for b in m.blocks if isinstance(b, Table)) for m in mails}


def test_no_site_lead_means_no_mail() -> None:
    assert site_reports(Snapshot(people()), NOW, POLICY) == ()


def test_each_site_sees_its_own_pupils_by_name() -> None:
    assert tables() == {
        "head": (("Ana", "a pupil of Oak", "0", ""),),
        "lead": (("Ben", "a pupil of Elm", "0", ""), ("Cem", "Dua", "0", "")),
    }


def test_mail_of_one_site_names_nobody_of_the_other() -> None:
    watch = Watch(
        id="w", pair_id="Ana~Ben", mentor_id="Ana", mentee_id="Ben", rule="hard", reason="Ana said so.", since=NOW
    )
    elm, oak = (json.dumps(asdict(m), default=str) for m in site_reports(Snapshot([*people(), watch]), NOW, TWO))
    assert not any(name in elm for name in ("Ben", "Cem", "Dua"))
    assert not any(name in oak for name in ("Ana", "Eva"))
    assert '"yes"' in elm


def test_waiting_pupils_are_named_to_their_own_site() -> None:
    lines = [b.lines for m in site_reports(Snapshot(people()), NOW, TWO) for b in m.blocks if isinstance(b, Items)]
    assert lines == [("Eva",)]


def test_keys_differ_by_site_and_stay_for_the_day() -> None:
    keys = [m.key for m in site_reports(Snapshot(people()), NOW, TWO)]
    assert len(set(keys)) == 2
    assert keys == [m.key for m in site_reports(Snapshot(), NOW, TWO)]
