"""Takes the pictures of `docs/walks` from a lived year: `python -m tools.walk_pictures [FOLDER]`.

Without a folder the year is lived first (see `tools.walk_year`). Letters, forms, papers and pages are what the service
made in that year; the workbook is drawn by LibreOffice. Needs Chromium, LibreOffice and the fonts that
`tools.pictures` names.
"""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from playwright.sync_api import Browser, FloatRect, Page
from sqlalchemy import select

from service import codec
from service.app import create_app
from service.clock import SystemClock
from service.delivery.papers import content
from service.demo import looking
from service.house import RunningHouse
from service.intake.inbox import Inbox
from service.log import configure_log
from service.storage import links
from service.storage.links import Grant
from service.storage.tables import messages
from service.web.demo_room import DemoMail
from tests.journeys.browsing import chromium, served
from tools.small_png import small
from tools.walk_year import ARABIC, BASE_URL, LOOKS, WalkYear
from workflows.effects import SendMail
from workflows.text.say import CATALOGUE, say

WALKS = Path(__file__).parents[1] / "docs" / "walks"
LARGEST = 60_000  # bytes of one picture
PHONE, DESK, SHEET = (440, 780), (820, 900), (1300, 420)
PRINT = 60  # dots per inch of a paper
TOP, ROWS = 3, 4  # the first row of data, and how many are shown at most
ODD = ("<", "Bcc", "=")  # what simulated people write to see whether it does harm
SIGN_IN = b"one link, for one picture".ljust(32, b".")


def subject(key: str, language: str = "en") -> str:
    """What a subject begins with, whoever it names."""
    return CATALOGUE[language][key].partition("{")[0]


@dataclass
class Walk:
    """A lived year, open for pictures."""

    year: WalkYear
    page: Page
    root: str

    _boxes: dict[str, Sequence[DemoMail]] = field(default_factory=dict)

    def box(self, address: str) -> Sequence[DemoMail]:
        """A mailbox, oldest mail first."""
        if address not in self._boxes:
            self._boxes[address] = looking.mails(self.year.out / "mail", address)[::-1]
        return self._boxes[address]

    def mail(self, address: str, words: str) -> DemoMail:
        """The first mail of that address that holds these words."""
        return next(m for m in self.box(address) if words in m.subject or words in m.text)

    def who(self, addresses: Sequence[str], *words: str) -> str:
        """The first of these people whose mailbox holds all these words."""
        return next(a for a in addresses if all(any(w in m.text + m.subject for m in self.box(a)) for w in words))

    # --- pictures -----------------------------------------------------------------------------------

    def letter(self, name: str, address: str, words: str) -> None:
        """A mail as it looks on a telephone."""
        self._sized(PHONE)
        self.page.set_content(self.mail(address, words).html)
        height = self.page.evaluate("document.body.firstElementChild.getBoundingClientRect().bottom")
        self._keep(name, self.page.screenshot(full_page=True, clip=_clip(PHONE[0], min(height, 900))))

    def form(self, name: str, address: str, kind: str, words: str = "") -> None:
        """The form that a mail links to, as it opens on a telephone."""
        self._sized(PHONE)
        found = re.search(rf"{re.escape(BASE_URL)}(/\S*forms/{kind}\S*)", self.mail(address, words or kind).text)
        self.page.goto(self.root + (found.group(1) if found else f"/forms/{kind}"))
        self._keep(name, self.page.screenshot())

    def certificate(self, name: str, address: str) -> None:
        """The certificate that was mailed to somebody."""
        asked = select(messages.c.payload).where(messages.c.address == address, messages.c.key.contains("/certificate"))
        with self.year.inside.database.read() as connection:
            mail: SendMail = codec.decode(SendMail, connection.scalar(asked) or "")
        template = files("service.delivery").joinpath("papers.typ").read_bytes()
        inputs = {"paper": json.dumps(content(mail.attachments[0].paper))}
        made: Any = typst.Compiler().compile(input=template, format="png", ppi=PRINT, sys_inputs=inputs)
        self._keep(name, bytes(made))

    def tab(self, name: str, title: str, status: str) -> None:
        """The rows of that status of a tab, on the day that had most of them, drawn by LibreOffice."""
        self._sized(SHEET)
        with TemporaryDirectory() as folder:
            book = max((_filtered(self.year.workbook(day), title, status) for day in LOOKS), key=_count)
            self.page.goto(_as_page(book, Path(folder)).as_uri())
            self.page.add_style_tag(content="td { border: 1px solid #c8ccd0; padding: 2px 5px; vertical-align: top }")
            box = self.page.locator("table").bounding_box() or {"width": SHEET[0], "height": SHEET[1]}
            taken = self.page.screenshot(full_page=True, clip=_clip(min(box["width"] + 8, 1500), box["height"] + 8))
        self._keep(name, taken)

    def week(self, name: str, address: str, first: date) -> None:
        """A week of somebody's calendar."""
        self._sized(DESK)
        self.page.set_content(self._week(address, first))
        height = self.page.evaluate("document.body.scrollHeight")
        self._keep(name, self.page.screenshot(clip=_clip(DESK[0], height)))

    def _week(self, address: str, first: date) -> str:
        school = self.year.school.policy.school
        columns = {first + timedelta(days=n): "" for n in range(5)}
        for meeting in looking.meetings(self.year.out / "calendars", address):
            on = school.local_date(meeting.starts_at)
            if on in columns and not meeting.cancelled:
                columns[on] += _entry(meeting.title, school.local(meeting.starts_at), meeting.location)
        days = "".join(f"<td><b>{on:%a} {on.day} {on:%b}</b>{entries}" for on, entries in columns.items())
        return f"{WEEK}<table><tr>{days}</table>"

    def report(self, name: str, day: date) -> None:
        """The page of a stage's report, as the lead opens it."""
        self._sized(DESK)
        lead, database = self.year.school.policy.roles.lead, self.year.inside.database
        with database.write() as connection:
            grant = Grant(self.year.inside.programme.key, lead, f"/reports/{day.isoformat()}")
            token = links.issue(connection, grant, random=SIGN_IN, now=SystemClock().now())
        self.page.goto(f"{self.root}/sign-in?token={token}")
        self.page.get_by_role("button", name="Sign in").click()
        self._keep(name, self.page.screenshot())

    def _sized(self, size: tuple[int, int]) -> None:
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def _keep(self, name: str, taken: bytes) -> None:
        made = small(self.page, taken)
        if len(made) > LARGEST:
            raise SystemExit(f"{name}.png would have {len(made)} bytes, more than {LARGEST}.")
        (WALKS / f"{name}.png").write_bytes(made)
        print(f"  {name}.png", file=sys.stderr, flush=True)


WEEK = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; font: 13px/1.35 "Noto Sans", sans-serif } table { border-collapse: collapse; width: 100% }
td { border: 1px solid #c8ccd0; padding: 6px; vertical-align: top; width: 20% }
p { background: #dfe8e4; border-left: 4px solid #0f6e6e; padding: 4px 6px; margin: 6px 0 0 }
</style>"""


def _entry(title: str, at: datetime, place: str) -> str:
    return f"<p>{at:%H:%M} {title}<br>{place}"


def _clip(width: float, height: float) -> FloatRect:
    return {"x": 0, "y": 0, "width": width, "height": height}


def _filtered(workbook: Path, title: str, status: str) -> Workbook:
    """The tab alone, with the first rows of that status."""
    book = load_workbook(workbook)
    for other in set(book.sheetnames) - {title}:
        del book[other]
    sheet = book[title]
    column = next(cell.column for cell in sheet[TOP - 1] if cell.value == "Status")
    for number in range(sheet.max_row, TOP - 1, -1):
        texts = " ".join(str(cell.value) for cell in sheet[number])
        if sheet.cell(number, column).value != status or any(odd in texts for odd in ODD):
            sheet.delete_rows(number)
    sheet.delete_rows(TOP + ROWS, sheet.max_row)
    return book


def _count(book: Workbook) -> int:
    """How many rows the only tab has."""
    return int(book.worksheets[0].max_row)


def _as_page(book: Workbook, folder: Path) -> Path:
    """The workbook as a page that LibreOffice made."""
    book.save(folder / "tab.xlsx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    order = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "html",
        "--outdir",
        str(folder),
        str(folder / "tab.xlsx"),
    ]
    # The program is named above and gets paths that we made.
    subprocess.run(order, check=True, capture_output=True, timeout=300)  # noqa: S603 -- see above
    return folder / "tab.html"


def take(walk: Walk) -> None:
    """Every picture of the four walks."""
    school = walk.year.school
    mentees = [p for p in school.pupils if not p.mentor and p.name.isascii()]
    welcome, paper = subject("meetings.welcome.subject"), subject("recognition.certificate.subject")
    pupil = walk.who([p.email for p in mentees], welcome, paper, subject("agreements.ask.subject"))
    home = next(p.guardian_email for p in mentees if p.email == pupil)
    hosts = [host.email for host in school.policy.hosts]
    teacher = walk.who(hosts[1:], subject("meetings.host.subject"), "three questions")
    lead = school.policy.staff_member(school.policy.roles.lead).email
    walk.form("pupil-apply", pupil, "mentee_application")
    walk.letter("pupil-first-meeting", pupil, welcome)
    walk.form("pupil-check-in", pupil, "check_in")
    walk.letter("guardian-consent", home, subject("consent.request.subject"))
    walk.letter("guardian-consent-arabic", ARABIC.guardian_email, subject("consent.request.subject", "ar"))
    walk.form("guardian-form", home, "consent")
    walk.letter("guardian-month", home, say("en", "adults.guardian.ask"))
    walk.letter("teacher-host", teacher, subject("meetings.host.subject"))
    walk.week("teacher-week", teacher, date(2026, 11, 9))
    walk.form("teacher-questions", teacher, "teacher_pulse")
    walk.tab("lead-applications", "Applications", "submitted")
    walk.tab("lead-pairs", "Pairs", "draft")
    walk.letter("lead-week", lead, "your week, Mon 16 November")
    walk.report("lead-report", school.policy.learning.stages[0])
    walk.certificate("pupil-certificate", pupil)


@contextmanager
def opened(out: Path, browser: Browser) -> Iterator[Walk]:
    """The lived year with its pages served."""
    year = WalkYear(out=out)
    programme, database = year.inside.programme, year.inside.database
    house = RunningHouse(
        programmes={programme.key: programme},
        database=database,
        inbox=Inbox(database),
        base_url=BASE_URL,
        secret=SIGN_IN,
        wake_up=lambda programme, source: None,
        last_beat=SystemClock().now,
        clock=year.inside.clock,
    )
    with served(create_app(house)) as root, browser.new_context(color_scheme="light") as context:
        yield Walk(year, context.new_page(), root)


def main(arguments: Sequence[str]) -> None:
    """Take them, after living the year if no folder is named."""
    configure_log("auto", level=logging.ERROR)
    WALKS.mkdir(exist_ok=True)
    with TemporaryDirectory() as fresh, chromium() as browser:
        out = Path(arguments[0]) if arguments else Path(fresh) / "year"
        if not out.exists():
            living = WalkYear(out=out)
            living.live()
            living.inside.close()
        with opened(out, browser) as walk:
            take(walk)


if __name__ == "__main__":
    main(sys.argv[1:])
