"""The weekly report of one site among several: its own pupils by name, their partners elsewhere as "a pupil of X".

Schools that match together share a draft, not their rolls. Site leads do not open the workbook, which names everybody;
this mail is what they see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from workflows.effects import SendMail, Urgency
from workflows.letters import letter, mail_key, to_staff
from workflows.policy import Policy
from workflows.rules import short_hash
from workflows.state import Meeting, MeetingStatus, Pair, PairStatus, Person, Unmatched, Watch
from workflows.text.blocks import Block, Heading, Items, Paragraph, Table
from workflows.text.say import day, say
from workflows.view import View


def site_reports(view: View, now: datetime, policy: Policy) -> tuple[SendMail, ...]:
    """One mail to each site's lead, in the order of the sites' names."""
    return tuple(_report(site, view, now, policy) for site in sorted(policy.reports.site_leads))


def _report(site: str, view: View, now: datetime, policy: Policy) -> SendMail:
    to, today = to_staff(policy, policy.reports.site_leads[site]), policy.school.local_date(now)
    return letter(
        # sites are named freely, and a key is not the place for free text
        key=mail_key(policy, "reports", "site", short_hash(site), today.isoformat()),
        to=to,
        words="reports.site",
        policy=policy,
        values={"site": site, "day": day(to.language, today)},
        extra=(*_pairs(site, view, to.language), *_waiting(site, view, to.language)),
        urgency=Urgency.ROUTINE,
    )


def _pairs(site: str, view: View, language: str) -> tuple[Block, ...]:
    rows = tuple(sorted(_rows(site, view, language)))
    heading = say(language, "reports.site.pairs")
    if not rows:
        return (Heading(text=heading), Paragraph(text=say(language, "reports.site.pairs.none")))
    header = tuple(say(language, f"reports.site.{key}") for key in ("pupil", "partner", "held", "look"))
    return (Table(caption=heading, header=header, rows=rows),)


def _rows(site: str, view: View, language: str) -> Iterator[tuple[str, str, str, str]]:
    held = Counter(m.pair_id for m in view.find(Meeting, status=MeetingStatus.HELD))
    # that somebody should look is said, why is not: the reason may name the pupil of the other school
    looked_at = {w.pair_id for w in view.find(Watch, cleared_at=None)}
    for pair in view.find(Pair, status=PairStatus.ACTIVE):
        people = view.get(Person, pair.mentor_id), view.get(Person, pair.mentee_id)
        look = say(language, "reports.site.yes") if pair.id in looked_at else ""
        for own, other in (people, people[::-1]):
            if own is not None and own.site == site:
                yield own.name, _shown(other, site, language), str(held[pair.id]), look
                if other is not None and other.site == site:
                    break  # both are the site's own: one row names both


def _shown(person: Person | None, site: str, language: str) -> str:
    if person is None or not person.site:
        return say(language, "reports.site.no_site")
    return person.name if person.site == site else say(language, "reports.site.elsewhere", site=person.site)


def _waiting(site: str, view: View, language: str) -> tuple[Block, ...]:
    people = (view.get(Person, u.person_id) for u in view.find(Unmatched))
    names = sorted(p.name for p in people if p is not None and p.site == site)
    if not names:
        return ()
    return (Heading(text=say(language, "reports.site.waiting")), Items(lines=tuple(names)))
