"""What must hold between the parts of a programme file. Each check reads the document itself, so that it speaks even
when another part of the file is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from pydantic_core import PydanticCustomError

from service.settings.document import Document, Place, Plain
from service.settings.kinds import DayRange, address, day_range
from service.settings.life_checks import adults_known, drop_in_fits, focus_known, sessions_fit
from service.settings.presets import preset_known
from service.settings.problems import Problem, nearest
from service.settings.scale_checks import reminders_few, scales_fit
from service.settings.sections import SUITES
from workflows.policy import MatchingPolicy
from workflows.policy.matching import CLASSIC, CO_MENTORING
from workflows.school import WEEKDAYS

MUCH = 100_000

# Smallest and largest sensible value of each number.
LIMITS: dict[tuple[str, str], tuple[int, int]] = {
    ("applications", "minimum_slots"): (1, 50),
    ("consent", "give_up_after"): (1, 200),
    ("consent", "valid_days"): (1, 3_650),
    ("consent", "renew_before"): (0, 365),
    ("matching", "grade_gap"): (0, 12),
    ("matching", "capacity"): (1, 20),
    ("matching", "minimum_common_slots"): (0, 50),
    ("matching", "worst_depth"): (0, 1_000),
    ("meetings", "first_within"): (1, 60),
    ("meetings", "notice"): (0, 30),
    ("meetings", "every_days"): (1, 60),
    ("meetings", "tolerance_days"): (0, 30),
    ("meetings", "horizon_days"): (7, 366),
    ("checkins", "chase_after"): (0, 30),
    ("checkins", "unconfirmed_after"): (1, 60),
    ("checkins", "low_mood"): (1, 5),
    ("checkins", "low_moods"): (1, 50),
    ("checkins", "misses"): (1, 50),
    ("concerns", "deputy_after"): (1, 1_440),
    ("concerns", "head_after"): (1, 2_880),
    ("concerns", "repeat_every"): (5, 1_440),
    ("concerns", "recheck_every"): (1, 720),
    ("setup", "remind_after"): (1, 60),
    ("needs", "open_days"): (1, 200),
    ("needs", "quorum"): (1, 100),
    ("selection", "minutes"): (5, 120),
    ("closure", "goodbye_within"): (1, 60),
    ("closure", "close_after"): (1, 100),
    ("feedback", "give_up_after"): (1, 60),
    ("rollover", "pairs_end_before"): (0, 60),
    ("rollover", "completed_meetings"): (1, 200),
    ("recognition", "certificate_meetings"): (1, 200),
    ("recognition", "celebration_minutes"): (10, 480),
    ("learning", "review_minutes"): (10, 240),
    ("retention", "programme"): (1, MUCH),
    ("retention", "application"): (1, MUCH),
    ("retention", "consent"): (1, MUCH),
    ("retention", "concern"): (1, MUCH),
    ("retention", "log"): (1, MUCH),
    ("retention", "texts"): (7, MUCH),
}

# The second number of each pair must be larger than the first.
RISING = (
    ("concerns", "deputy_after", 15, "head_after", 60),
    ("meetings", "notice", 1, "first_within", 5),
    ("checkins", "chase_after", 1, "unconfirmed_after", 3),
    ("consent", "renew_before", 14, "valid_days", 365),
)

WORDS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("reports", "weekday"): WEEKDAYS,
    ("matching", "mode"): (CLASSIC, CO_MENTORING),
    ("consent", "needed_for"): ("mentor", "mentee"),
    ("school", "weekend"): WEEKDAYS,
}


def check_all(document: Document) -> list[Problem]:
    """Every mistake between the parts of the file."""
    return [problem for check in CHECKS for problem in check(document)]


def _roles_are_staff(document: Document) -> Iterator[Problem]:
    staff = document.section("staff")
    for role in document.section("roles"):
        for place, name in document.texts("roles", role):
            if staff and name not in staff:
                yield document.problem(place, f"{name!r} is not in the staff list", nearest(name, staff))


def _panel_is_staff(document: Document) -> Iterator[Problem]:
    staff = document.section("staff")
    for place, name in document.texts("selection", "panel"):
        if staff and name not in staff:
            yield document.problem(place, f"{name!r} is not in the staff list", nearest(name, staff))


def _deputy_is_another(document: Document) -> Iterator[Problem]:
    lead, deputy = document.at("roles", "safeguarding_lead"), document.at("roles", "safeguarding_deputy")
    if lead is not None and lead == deputy:
        what = "is the safeguarding lead as well, so an unanswered concern would climb to nobody new"
        yield document.problem(("roles", "safeguarding_deputy"), what, "name another adult")


def _slots_exist(document: Document) -> Iterator[Problem]:
    days = [text for _, text in document.texts("school", "rotation")] or list(WEEKDAYS)
    periods = document.section("school", "periods")
    for place, slot in document.texts("school", "slots"):
        day, slash, period = (part.strip() for part in slot.partition("/"))
        if not slash:
            yield document.problem(
                place, f"{slot!r} is not a slot", f"write it as Day/Period, for example {days[0]}/Lunch"
            )
            continue
        if day not in days:
            yield document.problem(place, f"there is no day {day!r}", nearest(day, days))
        if periods and period not in periods:
            yield document.problem(place, f"there is no period {period!r}", nearest(period, periods))


def _adult_slots_exist(document: Document) -> Iterator[Problem]:
    slots = [text for _, text in document.texts("school", "slots")]
    sites = document.section("matching", "timetables")
    named = [document.texts("matching", "adult_slots"), *(document.texts("matching", "timetables", s) for s in sites)]
    for place, slot in (one for texts in named for one in texts):
        if slots and slot not in slots:
            yield document.problem(place, f"{slot!r} is not among the school's slots", nearest(slot, slots))


def _enough_slots(document: Document) -> Iterator[Problem]:
    slots, least = document.at("school", "slots"), document.at("applications", "minimum_slots")
    if isinstance(slots, list) and not slots:
        yield document.problem(("school", "slots"), "is empty", "name at least one slot, for example Tue/Lunch")
    elif isinstance(slots, list) and isinstance(least, int) and least > len(slots):
        place = ("applications", "minimum_slots")
        yield document.problem(place, f"asks for {least} of {len(slots)} slots", f"write {len(slots)} or less")


def _listed_once(document: Document) -> Iterator[Problem]:
    for keys in (("school", "slots"), ("school", "rotation"), ("matching", "priority"), ("roles", "hosts")):
        seen: set[str] = set()
        for place, text in document.texts(*keys):
            if text in seen:
                yield document.problem(place, f"{text!r} stands in the list twice", "take one out")
            seen.add(text)


def _terms_in_order(document: Document) -> Iterator[Problem]:
    terms = [(("school", "terms", name), _days(text)) for name, text in document.section("school", "terms").items()]
    known = [(place, days) for place, days in terms if days is not None]
    for (_, before), (place, after) in pairwise(known):
        if after.first <= before.last:
            what = f"begins {after.first}, before the term above ends ({before.last})"
            yield document.problem(place, what, "list the terms in order, without overlap")


def _days(text: Plain) -> DayRange | None:
    try:
        return day_range(text)
    except PydanticCustomError:
        return None


def _suite_known(document: Document) -> Iterator[Problem]:
    name = document.at("suite", "name")
    if "suite" in document.tree and name not in SUITES:
        place: Place = ("suite", "name") if ("suite", "name") in document.lines else ("suite",)
        yield document.problem(place, f"{name!r} is no suite", nearest(str(name), SUITES))


def _numbers_sensible(document: Document) -> Iterator[Problem]:
    for keys, (least, most) in LIMITS.items():
        value = document.at(*keys)
        if isinstance(value, int) and not least <= value <= most:
            yield document.problem(keys, f"{value} is out of range", f"write a number from {least} to {most}")
    for place, number in _loose_numbers(document):
        if not 0 <= number <= MUCH:
            yield document.problem(place, f"{number} is out of range", f"write a number from 0 to {MUCH}")


def _loose_numbers(document: Document) -> Iterator[tuple[Place, int]]:
    """Numbers in lists and tables, which have no line in `LIMITS`."""
    for keys in (("consent", "chase_after"), ("applications", "mentor_grades"), ("applications", "mentee_grades")):
        value = document.at(*keys)
        yield from (
            ((*keys, i), n) for i, n in enumerate(value if isinstance(value, list) else ()) if isinstance(n, int)
        )
    for table in ("weights", "quotas"):
        numbers = document.section("matching", table)
        yield from ((("matching", table, name), n) for name, n in numbers.items() if isinstance(n, int))


def _numbers_rise(document: Document) -> Iterator[Problem]:
    for section, low, low_default, high, high_default in RISING:
        given = document.section(section)
        first, second = given.get(low, low_default), given.get(high, high_default)
        if isinstance(first, int) and isinstance(second, int) and first >= second:
            place = (section, high if high in given else low)
            if place in document.lines:
                what = f"`{low}` ({first}) is not below `{high}` ({second})"
                yield document.problem(place, what, f"make `{high}` larger than `{low}`")


def _words_known(document: Document) -> Iterator[Problem]:
    for place, known in WORDS.items():
        for where, word in document.texts(*place):
            if word not in known:
                yield document.problem(where, f"{word!r} is not known", nearest(word, known))
    tables = (("weights", tuple(DEFAULT_WEIGHTS), "is no rule of matching"), ("quotas", QUOTAS, "is no kind"))
    for table, names, what in tables:
        for name in document.section("matching", table):
            if name not in names:
                yield document.problem(("matching", table, name), what, nearest(name, names))


def _addresses_shaped(document: Document) -> Iterator[Problem]:
    for place, text in _addresses(document):
        try:
            address(text)
        except PydanticCustomError as error:
            yield document.problem(place, error.message(), "write it as name@school.example")


def _addresses(document: Document) -> Iterator[tuple[Place, str]]:
    yield from document.texts("matching", "priority")
    yield from document.texts("matching", "needs_adult")
    pairs = document.at("matching", "keep_apart")
    for index, pair in enumerate(pairs if isinstance(pairs, list) else ()):
        if isinstance(pair, list):
            yield from ((("matching", "keep_apart", index, n), a) for n, a in enumerate(pair) if isinstance(a, str))
    rooms = document.at("rooms")
    for index, room in enumerate(rooms if isinstance(rooms, list) else ()):
        email = room.get("email") if isinstance(room, dict) else None
        if isinstance(email, str) and email:
            yield ("rooms", index, "email"), email


def _rooms_hold_pairs(document: Document) -> Iterator[Problem]:
    rooms = document.at("rooms")
    if isinstance(rooms, list) and not rooms:
        yield document.problem(("rooms",), "is empty", "name a room, or take `rooms` out for the library")
    for index, room in enumerate(rooms if isinstance(rooms, list) else ()):
        pairs = room.get("pairs") if isinstance(room, dict) else None
        if isinstance(pairs, int) and not 1 <= pairs <= 200:
            yield document.problem(
                ("rooms", index, "pairs"), f"{pairs} is out of range", "write a number from 1 to 200"
            )


def _people_differ(document: Document) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for name in document.section("staff"):
        email = document.at("staff", name, "email")
        if isinstance(email, str) and email.lower() in seen:
            what = f"is the address of {seen[email.lower()]} as well"
            yield document.problem(("staff", name, "email"), what, "give each adult an address of their own")
        elif isinstance(email, str):
            seen[email.lower()] = name


DEFAULT_WEIGHTS = MatchingPolicy().weights
QUOTAS = ("grade", "site", "gender", "kind")
CHECKS: Iterable[Callable[[Document], Iterator[Problem]]] = (
    _suite_known,
    preset_known,
    _roles_are_staff,
    _panel_is_staff,
    _deputy_is_another,
    _people_differ,
    _slots_exist,
    _adult_slots_exist,
    _enough_slots,
    _listed_once,
    _terms_in_order,
    _numbers_sensible,
    _numbers_rise,
    _words_known,
    _addresses_shaped,
    _rooms_hold_pairs,
    scales_fit,
    reminders_few,
    adults_known,
    sessions_fit,
    focus_known,
    drop_in_fits,
)
