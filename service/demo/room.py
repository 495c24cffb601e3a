"""The demo school, alive: one thread lives its time, the visitor's buttons jump ahead in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random
from threading import Event, Lock, Thread

from service.clock import SystemClock
from service.config import load_programme
from service.demo import looking
from service.demo.clock import JumpingClock
from service.demo.story import steps
from service.engine import EngineSettings
from service.programme import Programme
from service.simulate.inside import Inside, Site, form_desk, open_inside
from service.simulate.on_disk import FolderOutside
from service.simulate.plan import Plan, opening
from service.simulate.run import World
from service.simulate.school import School, make_pupils
from service.simulate.sites import with_coordinators
from service.storage.due import EVENTS, due
from service.web.demo_room import DemoForm, DemoMail, DemoMeeting, DemoStep, Mailbox
from service.wiring import forms_of
from workflows.policy.matching import CLASSIC

PRELUDE_DAYS = 15  # school days lived before the visitor comes
HANDOVER = time(9, 0)
LOOK_EVERY = 2.0  # seconds until a saved workbook is read
STRIDE = timedelta(minutes=15)  # while jumping ahead, what falls due within so much is done together
QUIET = EngineSettings(look_every={"forms": STRIDE, **dict.fromkeys(("table", "calendar", "mail"), timedelta(hours=1))})
EVERY = 2  # school days between the staff's visits to the workbook
LONG_STRIDE = timedelta(hours=2)  # the same before the visitor comes
DESKS = frozenset({"Applications", "Training", "Consents"})  # the pairs are left for the visitor


def demo_school(pupils: int, random: Random, mode: str = CLASSIC) -> School:
    """The fictional school of `programme.yaml` with so many pupils, matched in that mode."""
    policy = load_programme(Path(__file__).with_name("programme.yaml")).policy
    people = make_pupils(policy, pupils, random)
    # Who coordinates is a matter of who is there, so the file cannot name them.
    named = with_coordinators(replace(policy, matching=replace(policy.matching, mode=mode)), people)
    return School(policy=named, pupils=people, year_ends=(policy.school.ends_on,))


@dataclass(kw_only=True)
class DemoRoom:
    """Lives the school's time and answers the demo's pages. Call `open`, `prelude`, then `start`."""

    folder: Path
    base_url: str
    secret: bytes = field(repr=False)
    pupils: int = 120
    seed: int = 7
    mode: str = CLASSIC  # of matching

    def open(self) -> None:
        """Make the school and the service inside it."""
        self.school = demo_school(self.pupils, Random(self.seed), self.mode)
        days = len(self.school.policy.school.day_names)
        plan = Plan(pupils=self.pupils, days=days, seed=self.seed, faults=0.0, modules=True)
        self.clock = JumpingClock(opening(self.school), SystemClock())
        self._plan = plan
        site = Site(base_url=self.base_url, secret=self.secret, settings=QUIET)
        self.inside: Inside = self._serve(replace(site, hasty=True))
        random, forms = Random(self.seed), form_desk(self.folder, self.school, site)
        self.world = World(
            plan=plan,
            school=self.school,
            outside=FolderOutside(out=self.folder, forms=forms, random=random),
            driver=self.inside,
            random=random,
            revive=lambda: None,
        )
        self._lock, self._woken, self._stopped = Lock(), Event(), Event()

    @property
    def programme(self) -> Programme:
        """The demo's one programme."""
        return self.inside.programme

    def prelude(
        self,
        on_share: Callable[[float], None] = lambda share: None,
        *,
        days: int = PRELUDE_DAYS,
        desks: frozenset[str] = DESKS,
    ) -> None:
        """Live through the first weeks, so that the visitor finds applications, consents and a draft of pairs.

        `days` are school days; staff decide in the tabs `desks`, and leave the others to the visitor.
        """
        calendar = self.school.policy.school
        start = self.world.start
        until = calendar.at(calendar.school_day_after(calendar.local_date(start), days), HANDOVER)
        self.world.staff.desks, self.world.staff.mischief, self.world.staff.every = desks, 0.0, EVERY
        self.world.pupils.begin(start)
        for actor in self.world.actors:
            actor.begin(start)
        self.world.staff.plan_visits(start, until)
        now: datetime | None = start
        while now is not None and now < until:
            following = self.world.live_at(now)
            now = following and max(following, now + LONG_STRIDE)
            on_share(min(1.0, ((now or until) - start) / (until - start)))
        self._settle_down(until)

    def _settle_down(self, now: datetime) -> None:
        """From now on nothing is put off: what the visitor does shows at once, and is as durable as in earnest."""
        self.inside.close()
        self.clock.move_to(now)
        self.inside = self._serve(Site(base_url=self.base_url, secret=self.secret, settings=QUIET))
        self.world.driver = self.inside
        self.world.live_at(now)

    def _serve(self, site: Site) -> Inside:
        return open_inside(self._plan, self.folder, school=self.school, clock=self.clock, site=site)

    # --- the demo's own thread ----------------------------------------------------------------------

    def start(self) -> Thread:
        """Let time run from now on."""
        thread = Thread(target=self._live, name="demo", daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """End the thread."""
        self._stopped.set()
        self._woken.set()

    def wake(self, programme: str, source: str) -> None:
        """Something is new: look now."""
        del programme
        self.world.notify(source or "forms")
        self._woken.set()

    def _live(self) -> None:
        while not self._stopped.is_set():
            self._woken.clear()
            for source in ("table", "calendar"):
                self.world.notify(source)
            self._live_until(self.clock.now())
            self._woken.wait(LOOK_EVERY)

    def _live_until(self, target: datetime) -> int:
        """Do everything due up to `target`; how many acts of people that took."""
        with self._lock:
            acts = self.world.totals.acts
            at = self.clock.now()
            while True:
                following = self.world.live_at(min(at, target))
                if at >= target or following is None:
                    break
                at = max(following, at + STRIDE)
            self.clock.move_to(target)
            return self.world.totals.acts - acts

    # --- what the pages ask (see `service.web.demo_room.Demo`) ----------------------------------------

    @property
    def now(self) -> datetime:
        """See `Demo.now`."""
        return self.clock.now()

    @property
    def workbook_path(self) -> Path:
        """See `Demo.workbook_path`."""
        return self.folder / "workbook.xlsx"

    def move_to_next_event(self) -> str:
        """See `Demo.move_to_next_event`."""
        return self._move(self._next_event())

    def move_days(self, days: int) -> str:
        """See `Demo.move_days`."""
        return self._move(self.now + timedelta(days=days))

    def _next_event(self) -> datetime:
        """When somebody next does something or a timer is due; looks at sources are no event."""
        with self._lock, self.inside.database.read() as connection:
            work = due(connection, self.programme.key, self.inside.engine.who)
            times = [at for at in (self.world.agenda.next_at, work.at.get(EVENTS)) if at is not None]
        return max(min(times, default=self.now), self.now)

    def _move(self, target: datetime) -> str:
        before = self._counts()
        acts = self._live_until(target)
        mails, meetings = (after - then for after, then in zip(self._counts(), before, strict=True))
        wall = self.school.policy.school.local(target)
        happened = f"People did {acts} things, {mails} mails arrived, {meetings} meetings were put into calendars."
        return f"It is {wall:%A %d %B, %H:%M}. {happened}"

    def _counts(self) -> tuple[int, int]:
        boxes = self.mailboxes()
        return sum(box.mails for box in boxes), sum(box.meetings for box in boxes)

    def mailboxes(self) -> Sequence[Mailbox]:
        """See `Demo.mailboxes`."""
        known = {address: (name, role) for address, name, role in everybody(self.school)}
        strangers = sorted({path.name for path in (self.folder / "mail").glob("[!.]*@*")} - set(known))
        who = [*known.items(), *((address, (address, "visitor")) for address in strangers)]
        return [self._mailbox(address, name, role) for address, (name, role) in who]

    def _mailbox(self, address: str, name: str, role: str) -> Mailbox:
        return Mailbox(
            address=address,
            name=name,
            role=role,
            mails=looking.count_mails(self.folder / "mail", address),
            meetings=looking.count_meetings(self.folder / "calendars", address),
        )

    def mails(self, address: str) -> Sequence[DemoMail]:
        """See `Demo.mails`."""
        return looking.mails(self.folder / "mail", address)

    def calendar(self, address: str) -> Sequence[DemoMeeting]:
        """See `Demo.calendar`."""
        return looking.meetings(self.folder / "calendars", address)

    def forms(self) -> Sequence[DemoForm]:
        """See `Demo.forms`."""
        return [DemoForm(title=f.title, path=f"/forms/{f.kind}") for f in forms_of(self.programme) if not f.personal]

    def story(self) -> Sequence[DemoStep]:
        """See `Demo.story`."""
        return steps(self.school.policy, self.workbook_path)


def everybody(school: School) -> Sequence[tuple[str, str, str]]:
    """Everybody of the school as (address, name, role): staff first, then each pupil with the guardian."""
    policy, roles = school.policy, school.policy.roles
    words = {
        roles.lead: "programme lead",
        roles.safeguarding_lead: "safeguarding lead",
        roles.safeguarding_deputy: "safeguarding deputy",
        roles.head: "head",
    }
    staff = [(m.email, m.name, words.get(m.id, "host")) for m in policy.staff]
    pupils = [(p.email, p.name, f"pupil, grade {p.grade}") for p in school.pupils]
    guardians = [(p.guardian_email, p.guardian_name, f"guardian of {p.name}") for p in school.pupils]
    return [*staff, *(person for both in zip(pupils, guardians, strict=True) for person in both)]
