"""The programme file: shortest, fullest, and with every kind of mistake, each at its line."""

from __future__ import annotations

import contextlib
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.config import ConfigError, Settings, load_programme, load_programmes, parse_programme, suite_settings
from workflows.policy import MatchingPolicy, Policy, Roles, StaffMember
from workflows.school import Period, SchoolCalendar, Term

SHORTEST = """\
programme: oakfield
name: Oakfield mentoring
school:
  zone: Europe/London
  terms: {Autumn: 2026-09-01..2026-12-18}
  periods: {Lunch: 12:30-13:10}
  slots: [Mon/Lunch, Tue/Lunch]
staff:
  ana: {name: Ana Silva, email: Ana@school.example}
  ben: {name: Ben Okafor, email: ben@school.example}
roles: {lead: ana, safeguarding_lead: ana, safeguarding_deputy: ben, head: ben}
"""

TEN_MISTAKES = """\
programme: Oak Field
nmae: Oakfield mentoring
suite: gogle
school:
  zone: Europe/Londn
  terms:
    Autumn: 2026-09-01..2026-12-18
    Spring: 2026-12-01..2027-03-31
  holidays:
    - 2026-10-30..2026-10-26
  periods:
    Lunch: 12:30-13:10
  slots: [Mon/Lunch, Tue/Lnch]
staff:
  ana: {name: Ana Silva, email: ana.school.example}
  ben: {name: Ben Okafor, email: ben@school.example}
roles: {lead: anna, safeguarding_lead: ana, safeguarding_deputy: ben, head: ben}
meetings:
  every_days: weekly
"""


def mistakes(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse_programme(Path("p.yaml"), text.encode())
    return [str(problem) for problem in caught.value.problems]


def test_shortest_file_is_under_twenty_lines_and_takes_the_defaults() -> None:
    file = parse_programme(Path("p.yaml"), SHORTEST.encode())
    assert SHORTEST.count("\n") < 20
    assert (file.suite, file.suite_settings) == ("local", {})
    assert file.policy == Policy(
        key="oakfield",
        name="Oakfield mentoring",
        school=SchoolCalendar(
            zone="Europe/London",
            terms=(Term(name="Autumn", starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 18)),),
            periods={"Lunch": Period(starts=time(12, 30), ends=time(13, 10))},
            slots=("Mon/Lunch", "Tue/Lunch"),
        ),
        staff=(
            StaffMember(id="ana", name="Ana Silva", email="ana@school.example"),
            StaffMember(id="ben", name="Ben Okafor", email="ben@school.example"),
        ),
        roles=Roles(lead="ana", safeguarding_lead="ana", safeguarding_deputy="ben", head="ben"),
    )


def test_calendar_takes_ranges_rotation_and_early_release() -> None:
    extra = (
        '  holidays: [2026-10-26..2026-10-28, 2026-11-05]\n  rotation: [A, B]\n  early_release: {2026-12-18: "12:00"}\n'
    )
    text = SHORTEST.replace("staff:", f"{extra}staff:").replace("[Mon/Lunch, Tue/Lunch]", "[A/Lunch, B/Lunch]")
    school = parse_programme(Path("p.yaml"), text.encode()).policy.school
    assert school.closed == {date(2026, 10, 26), date(2026, 10, 27), date(2026, 10, 28), date(2026, 11, 5)}
    assert school.rotation == ("A", "B")
    assert school.early_release == {date(2026, 12, 18): time(12)}


def test_weights_given_replace_only_their_own_defaults() -> None:
    text = SHORTEST + "matching:\n  weights: {topics: 50}\n"
    weights = parse_programme(Path("p.yaml"), text.encode()).policy.matching.weights
    assert weights == {**MatchingPolicy().weights, "topics": 50}


def test_suite_settings_are_flat_text() -> None:
    local = "suite: {name: local, smtp_host: mail.school.example, smtp_starttls: false, mail_from: M@b.example}"
    assert parse_programme(Path("p.yaml"), (SHORTEST + local).encode()).suite_settings == {
        "smtp_host": "mail.school.example",
        "smtp_starttls": "false",
        "mail_from": "m@b.example",
    }


def test_supplier_settings_reach_their_suite_by_dotted_names() -> None:
    google = "suite: {name: google, subject: m@b.example, create_forms: true, forms: {mentor_application: 1a2b}}"
    assert parse_programme(Path("p.yaml"), (SHORTEST + google).encode()).suite_settings == {
        "subject": "m@b.example",
        "create_forms": "true",
        "forms.mentor_application": "1a2b",
    }


def test_supplier_suite_gets_nothing_of_the_operator() -> None:
    file = parse_programme(Path("p.yaml"), (SHORTEST + "suite: {name: google, subject: m@b.example}").encode())
    assert suite_settings(file, Settings.from_env({"NEARPEER_SECRET": "s" * 40})) == {"subject": "m@b.example"}


def test_local_suite_is_completed_with_what_the_operator_decided() -> None:
    file = parse_programme(Path("p.yaml"), (SHORTEST + "suite: {name: local, mail_from: m@b.example}").encode())
    settings = Settings.from_env({"NEARPEER_DATA": "/srv", "NEARPEER_SECRET": "s" * 40, "NEARPEER_SMTP_PASSWORD": "p"})
    assert suite_settings(file, settings) == {
        "folder": "/srv/oakfield",
        "base_url": "http://127.0.0.1:8080",
        "mail_name": "Mentoring programme",
        "mail_from": "m@b.example",
        "smtp_password": "p",
    }


def test_section_without_content_counts_as_not_given() -> None:
    assert parse_programme(Path("p.yaml"), (SHORTEST + "meetings:\n").encode()).policy.meetings.every_days == 7


def test_ten_mistakes_give_ten_lines_with_places() -> None:
    assert mistakes(TEN_MISTAKES) == [
        "p.yaml:1: programme: 'Oak Field' cannot be a key; "
        "use lower-case letters, digits and hyphens, a letter first, 31 at most",
        "p.yaml:2: nmae: is not known here; did you mean `name`?",
        "p.yaml:3: suite: 'gogle' is no suite; did you mean `google`?",
        "p.yaml:5: school.zone: 'Europe/Londn' is no time zone; did you mean `Europe/London`?",
        "p.yaml:8: school.terms.Spring: begins 2026-12-01, before the term above ends (2026-12-18); "
        "list the terms in order, without overlap",
        "p.yaml:10: school.holidays[1]: '2026-10-30..2026-10-26' ends before it begins; put the earlier day first",
        "p.yaml:13: school.slots[2]: there is no period 'Lnch'; did you mean `Lunch`?",
        "p.yaml:15: staff.ana.email: 'ana.school.example' is not a mail address; write it as name@school.example",
        "p.yaml:17: roles.lead: 'anna' is not in the staff list; did you mean `ana`?",
        'p.yaml:19: meetings.every_days: "weekly" is not a whole number; write digits only, for example 5',
    ]


@pytest.mark.parametrize(
    ("added", "what", "mend"),
    [
        ("messages: 5", "messages: is not a section", "write indented `key: value` lines below it"),
        ("goal: 5", "goal: 5 is not text", "put it in quotes"),
        ("meetings: {online: yes}", 'meetings.online: "yes" is neither yes nor no', "write true or false"),
        ("meetings: {onlin: true}", "meetings.onlin: is not known here", "did you mean `online`?"),
        ("meetings: {every_days: 0}", "meetings.every_days: 0 is out of range", "write a number from 1 to 60"),
        (
            "concerns: {head_after: 10}",
            "concerns.head_after: `deputy_after` (15) is not below `head_after` (10)",
            "make `head_after` larger than `deputy_after`",
        ),
        (
            "reports: {at: 730}",
            "reports.at: 730 is not a time of day",
            'write hours and minutes with two digits each, for example "07:30"',
        ),
        ("reports: {weekday: Monday}", "reports.weekday: 'Monday' is not known", "did you mean `Mon`?"),
        ("matching: {weights: {topic: 3}}", "matching.weights.topic: is no rule of matching", "did you mean `topics`?"),
        (
            "matching: {weights: {topics: -3}}",
            "matching.weights.topics: -3 is out of range",
            "write a number from 0 to 100000",
        ),
        ("matching: {keep_apart: [[a@b.example]]}", "matching.keep_apart[1][2]: is missing", "the list needs 2 items"),
        (
            "matching: {priority: [ana]}",
            "matching.priority[1]: 'ana' is not a mail address",
            "write it as name@school.example",
        ),
        (
            "matching: {adult_slots: [Mon/Lnch]}",
            "matching.adult_slots[1]: 'Mon/Lnch' is not among the school's slots",
            "did you mean `Mon/Lunch`?",
        ),
        ("applications: {minimum_slots: 3}", "applications.minimum_slots: asks for 3 of 2 slots", "write 2 or less"),
        (
            "applications: {subjects: Maths}",
            'applications.subjects: "Maths" is not a list',
            "write [one, two] or one `- ...` in each line",
        ),
        ("rooms: []", "rooms: is empty", "name a room, or take `rooms` out for the library"),
        ("rooms: [{name: Hall, pairs: 0}]", "rooms[1].pairs: 0 is out of range", "write a number from 1 to 200"),
        ("suite: {folder: x}", "suite: None is no suite", "use one of: local, google, microsoft"),
        ("suite: {name: local, foldr: x}", "suite.foldr: is not known here", "did you mean `folder`?"),
    ],
)
def test_mistake_is_named_with_its_mend(added: str, what: str, mend: str) -> None:
    assert f"p.yaml:12: {what}; {mend}" in mistakes(SHORTEST + added + "\n")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "safeguarding_deputy: ben",
            "safeguarding_deputy: ana",
            "p.yaml:11: roles.safeguarding_deputy: is the safeguarding lead as well, so an unanswered concern would "
            "climb to nobody new; name another adult",
        ),
        (
            "ben@school",
            "ANA@school",
            "p.yaml:10: staff.ben.email: is the address of ana as well; give each adult an address of their own",
        ),
        (", head: ben", "", "p.yaml:11: roles.head: is missing; add `head: ...`"),
        (
            "Mon/Lunch",
            "MonLunch",
            "p.yaml:7: school.slots[1]: 'MonLunch' is not a slot; write it as Day/Period, for example Mon/Lunch",
        ),
        ("Mon/Lunch", "Tue/Lunch", "p.yaml:7: school.slots[2]: 'Tue/Lunch' stands in the list twice; take one out"),
        (
            "[Mon/Lunch, Tue/Lunch]",
            "[]",
            "p.yaml:7: school.slots: is empty; name at least one slot, for example Tue/Lunch",
        ),
        (
            "12:30-13:10",
            "13:10-12:30",
            "p.yaml:6: school.periods.Lunch: '13:10-12:30' ends before it begins; write it as 12:30-13:10",
        ),
        (
            "12:30-13:10",
            "12:30-25:10",
            "p.yaml:6: school.periods.Lunch: '12:30-25:10' names a time that is on no clock; write it as 12:30-13:10",
        ),
        (
            "12:30-13:10",
            "lunch",
            "p.yaml:6: school.periods.Lunch: 'lunch' is not a stretch of the day; write it as 12:30-13:10",
        ),
        ("name: Ana Silva", 'name: " "', "p.yaml:9: staff.ana.name: is blank; write at least one word"),
        (
            "2026-12-18",
            "2026-02-30",
            "p.yaml:5: school.terms.Autumn: '2026-09-01..2026-02-30' names a day that is in no calendar; "
            "write a day as 2026-10-26 or days as 2026-10-26..2026-10-30",
        ),
        (
            "2026-12-18",
            "2062-12-18",
            "p.yaml:5: school.terms.Autumn: '2026-09-01..2062-12-18' is longer than a school year; check the years",
        ),
    ],
)
def test_contradiction_is_named_at_its_line(old: str, new: str, expected: str) -> None:
    assert expected in mistakes(SHORTEST.replace(old, new, 1))


def test_key_given_twice_and_alias_are_named_at_their_lines() -> None:
    found = mistakes(SHORTEST + "goal: a\ngoal: b\nrooms: &all [{name: Hall}]\nreports: *all\n")
    assert found == [
        "p.yaml:13: goal: stands here twice, first in line 12; keep one of them",
        "p.yaml:15: reports: repeats another part by `*`; write it out",
    ]


@pytest.mark.parametrize("raw", [b"a: [1", b"\xff\xfe", b"- a", b"a:\n\tb: 1", b"", b"[" * 500, b"a" * 1_000_001])
def test_text_that_is_no_programme_raises_one_clear_error(raw: bytes) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_programme(Path("p.yaml"), raw)
    assert str(caught.value).startswith(("p.yaml:1: ", "p.yaml:2: "))


@given(st.text(max_size=200))
def test_any_text_gives_a_programme_or_problems(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_programme(Path("p.yaml"), text.encode())


@given(st.integers(0, len(SHORTEST) - 1), st.characters(codec="utf-8"))
def test_one_changed_character_gives_a_programme_or_problems(place: int, character: str) -> None:
    text = SHORTEST[:place] + character + SHORTEST[place + 1 :]
    with contextlib.suppress(ConfigError):
        parse_programme(Path("p.yaml"), text.encode())


def test_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"No such file or directory.*`nearpeer init`"):
        load_programme(tmp_path / "none.yaml")


def test_two_files_with_one_key_and_a_broken_one_are_all_named(tmp_path: Path) -> None:
    for name, text in (("a", SHORTEST), ("b", SHORTEST), ("c", "x: [")):
        (tmp_path / f"{name}.yaml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_programmes(sorted(tmp_path.glob("*.yaml")))
    assert [(Path(p.file).name, p.place) for p in caught.value.problems] == [
        ("b.yaml", "programme"),
        ("c.yaml", "the file"),
    ]


def test_fingerprint_follows_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(SHORTEST)
    before = load_programme(path).fingerprint
    path.write_text(SHORTEST + "# note\n")
    assert load_programme(path).fingerprint != before
