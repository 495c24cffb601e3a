"""Papers as PDF: every name in its own script, data never read as markup, buttons left out."""

from __future__ import annotations

from time import perf_counter

import pytest

from service.delivery.papers import as_file, content, pdf, squares
from workflows.text.blocks import Bars, FormLink, Heading, Items, Paragraph, Table
from workflows.text.papers import Attachment, Certificate, Document, Poster

pytest.importorskip("typst")
CERTIFICATE = Certificate(title="Certificate", name="Zoë", lines=("met 23 times",), place="Oak", signed="Lee Lead")
NAMES = ("Zoë García-López", "عمر منصور", "علی رضا خان", "鈴木さくら", "欧阳静", "रोहन गुप्ता", "דניאל לוי", "김민준")


@pytest.mark.parametrize("name", [*NAMES, '#panic("x")', "*b* $x$ \\ @a <b>", ""])
def test_any_name_makes_a_pdf(name: str) -> None:
    made = pdf(Certificate(title="Certificate", name=name, lines=(), place="Oak", signed=""))
    assert made.startswith(b"%PDF-")


@pytest.mark.parametrize("language", ["en", "ar", "ur", "zh"])
def test_document_sets_every_block(language: str) -> None:
    blocks = (
        Paragraph(text="Text"),
        Heading(text="Heading"),
        Items(lines=("one", "two")),
        Table(caption="Numbers", header=("what", "count"), rows=(("Pairs", "3"),)),
        Bars(caption="Meetings", bars=(("Held", 3.0, "3"), ("Missed", 0.0, "0"))),
    )
    assert pdf(Document(title="Report", blocks=blocks, language=language)).startswith(b"%PDF-")


def test_file_bears_its_name_and_kind() -> None:
    file = as_file(Attachment(name="certificate", paper=CERTIFICATE))
    assert (file.name, file.media_type) == ("certificate.pdf", "application/pdf")


def test_buttons_stay_off_the_paper() -> None:
    told = content(Document(title="Report", blocks=(FormLink(label="Open", form="x"), Paragraph(text="Text"))))
    assert told["blocks"] == [{"is": "Paragraph", "text": "Text"}]


def test_bars_are_shares_of_the_longest() -> None:
    told = content(Document(title="Report", blocks=(Bars(caption="c", bars=(("a", 4.0, "4"), ("b", 1.0, "1"))),)))
    assert told["blocks"] == [
        {
            "is": "Bars",
            "caption": "c",
            "bars": [{"label": "a", "share": 100, "shown": "4"}, {"label": "b", "share": 25, "shown": "1"}],
        }
    ]


def wall(*addresses: str, language: str = "en") -> Poster:
    calls = tuple((f"Go #{n}", address) for n, address in enumerate(addresses))
    return Poster(title="Come", lines=("One",), calls=calls, note="Scan", place="Oak", language=language)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "addresses", [(), ("https://oak.example/forms/mentor",), ("https://a.example", "https://b.example")]
)
def test_poster_is_set_with_any_number_of_addresses(language: str, addresses: tuple[str, ...]) -> None:
    assert pdf(wall(*addresses, language=language)).startswith(b"%PDF-")


def test_squares_hold_the_three_eyes_of_the_code() -> None:
    rows = squares("https://oak.example/forms/mentor_application")
    eye = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
    corners = ([r[:7] for r in rows[:7]], [r[-7:] for r in rows[:7]], [r[:7] for r in rows[-7:]])
    assert ({len(row) for row in rows}, corners) == ({len(rows)}, (eye, eye, eye))


def test_squares_differ_with_the_address() -> None:
    assert squares("https://oak.example/a") != squares("https://oak.example/b")


@pytest.mark.slow
def test_500_certificates_take_less_than_a_minute() -> None:
    began = perf_counter()
    for number in range(500):
        name = f"{NAMES[number % len(NAMES)]} {number}"
        assert pdf(Certificate(title="Certificate", name=name, lines=("met 9 times",), place="Oak", signed="Lee Lead"))
    assert perf_counter() - began < 60
