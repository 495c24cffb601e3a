"""The poster that calls pupils: what it is for, and where to apply. The lead gets it when applications open."""

from __future__ import annotations

from collections.abc import Callable

from workflows import forms
from workflows.effects import SendMail, Urgency
from workflows.letters import letter, mail_key, to_lead
from workflows.policy import Policy
from workflows.text.blocks import PageLink
from workflows.text.papers import Poster
from workflows.text.say import day, own_words, say

PAGE = "/poster.pdf"
"""Where the service shows the poster to staff."""


def poster(policy: Policy, address_of: Callable[[str], str]) -> Poster:
    """The poster in the school's language; `address_of` gives a form's address. Equals do not apply: no address."""
    language, closes = policy.language, policy.recruiting.closes
    goal = (say(language, "recruiting.goal", goal=policy.goal),) if policy.goal else ()
    until = (say(language, "recruiting.poster.closes", day=day(language, closes)),) if closes else ()
    asked = (("mentor", forms.MENTOR), ("mentee", forms.MENTEE))
    calls = ((say(language, f"recruiting.link.{role}"), address_of(form)) for role, form in asked)
    return Poster(
        title=say(language, "recruiting.poster.title"),
        lines=(*goal, *(own_words(language, line) for line in policy.recruiting.pitch), *until),
        calls=() if policy.matching.equals else tuple(calls),
        note=say(language, "recruiting.poster.note"),
        place=policy.name,
        language=language,
    )


def offered(policy: Policy) -> SendMail:
    """The mail with which the lead hears that applications are open, and gets the poster."""
    to = to_lead(policy)
    link = PageLink(label=say(to.language, "recruiting.poster_ready.link"), path=PAGE, reader=policy.roles.lead)
    return letter(
        key=mail_key(policy, "recruiting", "poster"),
        to=to,
        words="recruiting.poster_ready",
        policy=policy,
        extra=(link,),
        urgency=Urgency.ROUTINE,
    )
