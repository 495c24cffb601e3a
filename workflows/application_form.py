"""Read the answers of an application form: what can be used, and what the applicant should look at again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from workflows.events import FormAnswered
from workflows.policy import Policy
from workflows.rules import first_answer, is_address, normal_address, said_yes
from workflows.state import Role
from workflows.text.say import say

JOINERS = "\u200c\u200d"
LONGEST_NAME, LONGEST_TEXT, MOST_CAPACITY = 120, 4_000, 20

LANGUAGE_NAMES: Mapping[str, str] = {
    "english": "en",
    "french": "fr",
    "français": "fr",
    "francais": "fr",
    "spanish": "es",
    "español": "es",
    "espanol": "es",
    "arabic": "ar",
    "العربية": "ar",
    "chinese": "zh",
    "中文": "zh",
    "urdu": "ur",
    "اردو": "ur",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something the applicant should change: a key of the words and the values in it."""

    key: str
    values: tuple[tuple[str, str], ...] = ()

    def told(self, language: str) -> str:
        """The problem in plain words."""
        return say(language, self.key, **dict(self.values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """An application form as read. Addresses are normalised; one that cannot be used is ""."""

    role: Role
    email: str
    name: str
    grade: int
    language: str
    gender: str
    guardian_name: str
    guardian_email: str
    slots: tuple[str, ...]
    subjects: tuple[str, ...]
    interests: tuple[str, ...]
    dislikes: tuple[str, ...]
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    career: tuple[str, ...]
    traits: tuple[str, ...]
    wishes: tuple[str, ...]
    same_gender: bool
    capacity: int
    why: str
    problems: tuple[Problem, ...]


def read_application(event: FormAnswered, role: Role, policy: Policy) -> Filled:
    """The form's answers as values, with every problem that shows without knowing other pupils."""
    answers = event.answers
    email = _own_address(event, policy)
    guardian = normal_address(first_answer(answers, "guardian_email"))
    offered = tuple(dict.fromkeys(a.strip() for a in answers.get("slots", ()) if a.strip()))
    grade = _number(first_answer(answers, "grade"))
    problems = (
        *_address_problems(email, policy),
        *_name_problems(first_answer(answers, "name")),
        *_grade_problems(grade, role, policy),
        *_slot_problems(offered, policy),
        *_guardian_problems(guardian, email, role, policy),
    )
    return Filled(
        role=role,
        email=email if is_address(email) else "",
        name=_line(first_answer(answers, "name"))[:LONGEST_NAME],
        grade=grade or 0,
        language=language_code(first_answer(answers, "language"), policy.language),
        gender=_line(first_answer(answers, "gender")).lower()[:LONGEST_NAME],
        guardian_name=_line(first_answer(answers, "guardian_name"))[:LONGEST_NAME],
        guardian_email=guardian if is_address(guardian) and guardian != email else "",
        slots=tuple(s for s in policy.school.slots if s in offered),
        subjects=_chosen(answers, "subjects"),
        interests=_chosen(answers, "interests"),
        dislikes=_chosen(answers, "dislikes"),
        topics=_chosen(answers, "topics"),
        languages=_chosen(answers, "languages"),
        career=_listed(first_answer(answers, "career")),
        traits=_chosen(answers, "traits"),
        wishes=tuple(normal_address(w) for w in _listed(first_answer(answers, "wishes"))),
        same_gender=said_yes(answers, "same_gender"),
        capacity=min(max(_number(first_answer(answers, "capacity")) or 1, 1), MOST_CAPACITY),
        why=first_answer(answers, "why")[:LONGEST_TEXT],
        problems=problems,
    )


def language_code(text: str, default: str) -> str:
    """The two-letter code of a language given as a code (`en`, `zh-Hans`) or by name; `default` when neither."""
    word = text.strip().lower()
    if word in LANGUAGE_NAMES:
        return LANGUAGE_NAMES[word]
    code = re.split(r"[-_ ]", word)[0]
    return code if re.fullmatch(r"[a-z]{2}", code) else default


def _own_address(event: FormAnswered, policy: Policy) -> str:
    """What the suite vouches for wins, unless staff typed in a paper form for the pupil."""
    vouched, typed = normal_address(event.respondent), normal_address(first_answer(event.answers, "email"))
    # Otherwise anybody could change a pupil's application by typing the pupil's address.
    staff = {normal_address(member.email) for member in policy.staff}
    return vouched if vouched and vouched not in staff else typed


def _line(text: str) -> str:
    """One line without control characters. Joiners stay: names in several scripts are misspelt without them."""
    return " ".join("".join(c if c.isprintable() or c in JOINERS else " " for c in text).split())


def _number(text: str) -> int | None:
    # Digits of every script count, and "Year 9" is a 9.
    found = re.search(r"\d{1,3}", text)
    return int(found.group()) if found else None


def _chosen(answers: Mapping[str, tuple[str, ...]], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_line(a)[:LONGEST_NAME] for a in answers.get(key, ()) if a.strip()))


def _listed(text: str) -> tuple[str, ...]:
    parts = (_line(part)[:LONGEST_NAME] for part in re.split(r"[,;\n،؛、，；]", text))
    return tuple(dict.fromkeys(part for part in parts if part))[:20]


def _address_problems(email: str, policy: Policy) -> tuple[Problem, ...]:
    if not is_address(email):
        return (Problem(key="applications.problem.email", values=(("email", _line(email)[:LONGEST_NAME]),)),)
    domains = tuple(d.lower().removeprefix("@") for d in policy.applications.domains)
    if domains and email.rpartition("@")[2] not in domains:
        return (Problem(key="applications.problem.domain", values=(("domains", ", ".join(domains)),)),)
    return ()


def _name_problems(name: str) -> tuple[Problem, ...]:
    return () if _line(name) else (Problem(key="applications.problem.name"),)


def _grade_problems(grade: int | None, role: Role, policy: Policy) -> tuple[Problem, ...]:
    choices = policy.applications
    allowed = choices.mentor_grades if role is Role.MENTOR else choices.mentee_grades
    if grade is None:
        return (Problem(key="applications.problem.grade_missing"),)
    if allowed and grade not in allowed:
        listed = ", ".join(str(g) for g in allowed)
        return (Problem(key="applications.problem.grade", values=(("grade", str(grade)), ("grades", listed))),)
    return ()


def _slot_problems(offered: tuple[str, ...], policy: Policy) -> tuple[Problem, ...]:
    known = [s for s in offered if s in policy.school.slots]
    unknown = [s for s in offered if s not in policy.school.slots]
    problems = []
    if unknown:
        listed = _line(", ".join(unknown))[:LONGEST_NAME]
        problems.append(Problem(key="applications.problem.slots_unknown", values=(("slots", listed),)))
    if len(known) < policy.applications.minimum_slots:
        least = str(policy.applications.minimum_slots)
        problems.append(Problem(key="applications.problem.slots_few", values=(("least", least),)))
    return tuple(problems)


def _guardian_problems(guardian: str, email: str, role: Role, policy: Policy) -> tuple[Problem, ...]:
    if role.value not in policy.consent.needed_for:
        return ()
    if not is_address(guardian):
        return (Problem(key="applications.problem.guardian"),)
    return (Problem(key="applications.problem.guardian_own"),) if guardian == email else ()
