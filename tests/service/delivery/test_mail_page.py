"""How a mail looks: as text, as HTML, and in nobody's hands dangerous."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from service.delivery.mail_page import Addresses, Page, lay_out, one_line
from service.programme import Programme
from tests.builders import POLICY
from tests.service.engine_school import mail
from tests.service.memory_suite import World, memory_suite
from workflows.effects import Recipient
from workflows.text.blocks import Bars, Block, FormLink, Heading, Items, PageLink, Paragraph, Table

PROGRAMME = Programme(policy=POLICY, suite=memory_suite(World()), base_url="https://peer.example", secret=b"k")
ADDRESSES = Addresses(
    form=lambda link: f"https://f.example/{link.form}", page=lambda link: f"https://p.example{link.path}"
)
FORMS = ("consent", "concern", "withdrawal")
TEXT = st.text(st.characters(codec="utf-8"))


def page(*blocks: Block, **changed: Any) -> Page:
    """A mail laid out."""
    return lay_out(mail(blocks=blocks, **changed), PROGRAMME, ADDRESSES)


def test_text_says_everything() -> None:
    shown = page(
        Heading(text="News"),
        Paragraph(text="Hello."),
        Items(lines=("one", "two")),
        FormLink(label="Answer", form="consent"),
        PageLink(label="Open", path="/concerns/1", reader="safe"),
        Table(caption="Meetings", header=("Who", "When"), rows=(("Ada", "Mon"),)),
        Bars(caption="Mood", bars=(("Good", 2.0, "2"), ("Bad", 1.0, "1"))),
    )
    assert shown.text == (
        "News\n====\n\nHello.\n\n- one\n- two\n\nAnswer:\nhttps://f.example/consent\n\n"
        "Open:\nhttps://p.example/concerns/1\n\nMeetings\n- Ada: Mon\n\n"
        "Mood\nGood: #################### 2\nBad: ########## 1\n\n-- \nBecause.\n"
        "Worried about somebody's safety? Tell us https://f.example/concern\n"
        "You can stop at any time: Leave the programme https://f.example/withdrawal\nOak mentoring\n"
    )


def test_text_names_the_cells_where_a_row_has_several() -> None:
    rows = (("Ada", "Mon", "Hall"), ("Bo", "", "Hall"), ("nobody",))
    text = page(Table(caption="Meetings", header=("Who", "When", "Where"), rows=rows)).text
    assert "Meetings\n- Ada: When: Mon; Where: Hall\n- Bo: When: ; Where: Hall\n- nobody\n" in text


def test_staff_are_not_asked_to_leave() -> None:
    staff = Recipient(person_id="lead", address="lead@oak.example", name="Lee")
    assert "withdrawal" not in page(to=staff).text


def test_teacher_is_not_offered_to_end_a_pupil_s_part() -> None:
    teacher = Recipient(person_id="p1", address="ray@oak.example", name="Mr Ray", may_leave=False)
    assert "withdrawal" not in page(to=teacher).text


def test_link_the_mail_has_is_not_repeated() -> None:
    assert page(FormLink(label="Tell us", form="concern")).text.count("concern") == 1


def test_ways_out_are_not_drawn_as_the_next_step() -> None:
    buttons = [page(FormLink(label="Go", form=form)).html.count("display:inline-block") for form in FORMS]
    assert dict(zip(FORMS, buttons, strict=True)) == {"consent": 1, "concern": 0, "withdrawal": 0}


def test_language_and_direction_are_said() -> None:
    arabic = Recipient(person_id="p", address="a@x", name="", language="ar")
    assert '<html lang="ar" dir="rtl">' in page(to=arabic).html
    assert '<html lang="en" dir="ltr">' in page().html


def test_tables_can_be_read_aloud() -> None:
    html = page(Table(caption="Meetings", header=("Who", "When"), rows=(("Ada", "Mon"),))).html
    assert [word in html for word in ("<caption", 'scope="col"', 'scope="row"')] == [True, True, True]


def test_bars_without_values_are_drawn() -> None:
    assert "None: ● 0" not in page(Bars(caption="Empty", bars=(("None", 0.0, "0"),))).html
    assert page(Bars(caption="Nothing", bars=())).text.startswith("Nothing\n")


class Tags(HTMLParser):
    """The tags of a page, without line breaks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            self.found.append((tag, tuple(name for name, _ in attrs)))


@given(
    st.one_of(
        st.text(st.characters(codec="utf-8"), min_size=1),
        st.sampled_from(["<script>x</script>", '"><img src=x onerror=y>', "{{ 7*7 }}", "</title><b>"]),
    )
)
def test_no_text_becomes_markup(text: str) -> None:
    def tags(said: str) -> list[tuple[str, tuple[str, ...]]]:
        table = Table(caption=said, header=(said,), rows=((said,),))
        bars = Bars(caption=said, bars=((said, 1.0, said),))
        blocks = (Paragraph(text=said), Heading(text=said), Items(lines=(said,)), table, bars)
        return Tags(page(*blocks, subject=said, why=said).html).found

    assert tags(text) == tags("plain")


@given(st.text(st.characters()))
def test_subject_is_one_line(text: str) -> None:
    line = one_line(text)
    assert line == line.strip()
    assert all(c.isprintable() for c in line)


def test_nothing_is_drawn_as_no_bar_and_little_as_a_short_one() -> None:
    shown = page(Bars(caption="Week", bars=(("Held", 900.0, "900"), ("Missed", 1.0, "1"), ("Lost", 0.0, "0")))).html
    assert [f"width:{n}%" in shown for n in (70, 1, 0)] == [True, True, False]
