"""Takes the pictures in `docs/pictures`: `python -m tools.pictures`.

A demo school lives through its first weeks, its lead approves the drafted pairs, and two more weeks pass. Needs
Chromium and fonts for many scripts (Debian: chromium fonts-noto-core fonts-droid-fallback fonts-nanum).
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from playwright.sync_api import Browser, Page

from service.app import create_app
from service.commands.demo import house
from service.demo.room import DemoRoom
from service.web.server import make_server
from tests.journeys.browsing import chromium
from workflows.tabs import APPROVE

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
LARGEST = 150_000  # bytes of one picture
DESK, PHONE, SHEET, LETTER = (1000, 760), (390, 844), (1200, 470), (680, 510)
PUPILS = 60
SHOWN = 8  # rows of the workbook
FIRST_MEETING = "your first mentoring meeting"
STYLE = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; font: 11px/1.35 "Noto Sans", sans-serif }
table { border-collapse: collapse }
td, th { border: 1px solid #c8ccd0; padding: 3px 5px; vertical-align: top }
th { background: #eef0f2; color: #555; font-weight: normal }
tr:nth-child(2) td { background: #dfe8e4; font-weight: bold }
</style>"""
SECRET = b"the key of a school that lives for a minute"


def main() -> None:
    """Make every picture anew."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, chdir(folder), living_school() as room, chromium() as browser:
        people = room.school.policy.staff
        _say("the pictures")
        with page_of(room, browser, SHEET) as page:
            draw_workbook(page, room.workbook_path)
        with page_of(room, browser, DESK) as page:
            shoot(page, "/demo", "demo")
            shoot(page, "/forms/mentee_application", "form")
            shoot(page, f"/demo/people/{room.school.policy.hosts[0].email}", "calendar")
            page.goto(f"{room.base_url}/demo")
            page.get_by_role("button", name="Status page").click()
            shoot(page, "/status", "status")
        with page_of(room, browser, LETTER) as page:
            shoot(page, newest(room, mentee_who_got(room, FIRST_MEETING), FIRST_MEETING) + "/html", "mail")
        with page_of(room, browser, PHONE) as page:
            shoot(page, newest(room, people[0].email, "your week") + "/html", "report")


@contextmanager
def living_school() -> Iterator[DemoRoom]:
    """The demo some weeks into the term, its pages served."""
    room = DemoRoom(
        folder=Path("demo-school"), base_url=f"http://127.0.0.1:{free_port()}", secret=SECRET, pupils=PUPILS
    )
    room.folder.mkdir()
    room.open()
    _say("a school's first weeks")
    room.prelude()
    approve_all(room)
    room.wake("", "table")
    room.move_days(14)
    server = make_server(create_app(house(room)), "127.0.0.1", int(room.base_url.rpartition(":")[2]))
    Thread(target=server.run, daemon=True).start()
    yield room
    server.close()


def approve_all(room: DemoRoom) -> None:
    """The lead approves what was drafted, all but the last three."""
    book = load_workbook(room.workbook_path)
    sheet = book["Pairs"]
    titles = [cell.value for cell in sheet[2]]
    drafts = [row for row in sheet.iter_rows(min_row=3) if row[titles.index("Status")].value == "draft"]
    for row in drafts[:-3]:
        row[titles.index("Decision")].value = APPROVE
    book.save(room.workbook_path)


def mentee_who_got(room: DemoRoom, word: str) -> str:
    """The address of a mentee with such a mail; not everybody meets somebody in the first weeks."""
    young = [pupil.email for pupil in room.school.pupils if not pupil.mentor]
    return next(address for address in young if any(word in mail.subject.lower() for mail in room.mails(address)))


def newest(room: DemoRoom, address: str, word: str) -> str:
    """The page of the newest mail of that address with that word in its subject."""
    found = next(mail for mail in room.mails(address) if word in mail.subject.lower())
    return f"/demo/people/{address}/mails/{found.id}"


@contextmanager
def page_of(room: DemoRoom, browser: Browser, size: tuple[int, int]) -> Iterator[Page]:
    """A window of that size on the school."""
    with browser.new_context(
        base_url=room.base_url, viewport={"width": size[0], "height": size[1]}, color_scheme="light"
    ) as context:
        yield context.new_page()


def shoot(page: Page, path: str, name: str) -> None:
    """The page's upper part as a picture."""
    page.goto(path)
    keep(name, page.screenshot())


def draw_workbook(page: Page, path: Path) -> None:
    """The first pairs as a spreadsheet program shows them: titles, rows and the cell that staff type into."""
    sheet = load_workbook(path)["Pairs"]
    rows = [[str(cell.value or "") for cell in row[1:]] for row in sheet.iter_rows(min_row=2, max_row=SHOWN + 2)]
    lines = "".join(f"<tr><th>{number}{_cells(row)}" for number, row in enumerate(rows, 2))
    letters = "".join(f"<th>{get_column_letter(number)}" for number in range(2, len(rows[0]) + 2))
    page.set_content(f"{STYLE}<table><tr><th>{letters}{lines}</table>")
    keep("workbook", page.screenshot())


def _cells(row: list[str]) -> str:
    return "".join(f"<td>{escape(text)}" for text in row)


def keep(name: str, picture: bytes) -> None:
    """Store a picture that is small enough."""
    if len(picture) > LARGEST:
        raise SystemExit(f"{name}.png would have {len(picture)} bytes, more than {LARGEST}: choose a smaller window.")
    (PICTURES / f"{name}.png").write_bytes(picture)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _say(what: str) -> None:
    print(f"  {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
