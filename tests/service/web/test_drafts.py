"""The draft as a picture: the lead sees everybody, a site's lead their own, nobody else anything."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from tests.builders import NOW
from tests.service.matching.calling import call
from tests.service.web.houses import SmallHouse, save, signed_in_client
from tests.workflows.matching.school import mentee, mentor
from workflows.policy import MatchingPolicy, NeedsPolicy, ReportPolicy, TrainingPolicy
from workflows.state import Entity, Pair, PairStatus, Person, Setting

PAGE, PROOF = "/draft.svg", "/draft.json"
SQUARES = ".//{http://www.w3.org/2000/svg}rect[@stroke]"


def at(site: str, people: tuple[Entity, ...]) -> list[Entity]:
    return [replace(p, site=site) if isinstance(p, Person) else p for p in people]


@pytest.fixture
def drafted(house: SmallHouse) -> SmallHouse:
    """Two schools with a mentor and a mentee each; Ann of one has Ben of the other, as the draft says."""
    people = [
        *at("elm", mentor("Ann")),
        *at("oak", mentor("Cem")),
        *at("oak", mentee("Ben")),
        *at("elm", mentee("<D>")),
    ]
    pair = Pair(id="ann~ben", mentor_id="ann", mentee_id="ben", status=PairStatus.DRAFT)
    save(house, *people, pair)
    programme = house.programmes["oak"]
    reports = ReportPolicy(site_leads={"oak": "host", "elm": "head"})
    policy = replace(programme.policy, matching=MatchingPolicy(same_site=False), reports=reports)
    house.programmes = {"oak": replace(programme, policy=policy)}
    return house


def test_picture_needs_sign_in(client: FlaskClient) -> None:
    assert client.get(PAGE).status_code == 401


def test_lead_sees_everybody_and_the_drafted_pair_framed(drafted: SmallHouse) -> None:
    answer = signed_in_client(drafted, "lead").get(PAGE)
    framed = ElementTree.fromstring(answer.text).findall(SQUARES)
    assert (answer.mimetype, [name in answer.text for name in ("Ann", "Ben", "Cem")]) == ("image/svg+xml", [True] * 3)
    assert ["".join(square.itertext()) for square in framed] == ["Ann - Ben: 0"]


def test_names_are_text_in_the_picture(drafted: SmallHouse) -> None:
    text = signed_in_client(drafted, "lead").get(PAGE).text
    assert ("<D>" in text, "&lt;D&gt;" in text) == (False, True)


def test_lead_of_a_site_sees_its_own_by_name(drafted: SmallHouse) -> None:
    text = signed_in_client(drafted, "host").get(PAGE).text
    assert [name in text for name in ("Ben", "Cem", "Ann", "ann", "&lt;D")] == [True, True, False, False, False]


@pytest.mark.parametrize(("who", "path"), [("guard", PAGE), ("host", f"{PAGE}?site=elm"), ("head", f"{PAGE}?site=")])
def test_nobody_sees_more_than_their_own(drafted: SmallHouse, who: str, path: str) -> None:
    answer = signed_in_client(drafted, who).get(path)
    assert (answer.status_code, "Ann" in answer.text) == (403, False)


def test_picture_of_nobody_is_told_with_the_mend(house: SmallHouse) -> None:
    answer = signed_in_client(house, "lead").get(PAGE)
    assert (answer.status_code, "Come back when mentors and mentees are accepted" in answer.text) == (404, True)


@pytest.mark.parametrize(("who", "links"), [("lead", [PAGE]), ("host", [f"{PAGE}?site=oak"]), ("guard", [])])
def test_status_page_leads_to_the_picture(drafted: SmallHouse, who: str, links: list[str]) -> None:
    text = signed_in_client(drafted, who).get("/status").text
    assert [part.partition('"')[0] for part in text.split('href="')[1:] if part.startswith(PAGE)] == links


@pytest.fixture
def proven(drafted: SmallHouse) -> SmallHouse:
    """The same with the other pair drafted too, as the best draft has it."""
    save(drafted, Pair(id="cem~<d>", mentor_id="cem", mentee_id="<d>", status=PairStatus.DRAFT))
    return drafted


@pytest.mark.parametrize("page", [PAGE, PROOF])
def test_draft_is_shown_by_what_staff_changed_since_the_file(proven: SmallHouse, page: str) -> None:
    programme = proven.programmes["oak"]
    training = TrainingPolicy(focus="Online safety", issue_topics={"Online safety": ("Safe online",)})
    strict = replace(programme.policy, training=training, needs=NeedsPolicy(on=True))
    proven.programmes = {"oak": replace(programme, policy=strict)}
    lead = signed_in_client(proven, "lead")
    before = lead.get(page).status_code
    save(proven, Setting(id="training/focus", value="Loneliness", at=NOW, by="sheet"))
    assert (before, lead.get(page).status_code) == (404, 200)


def test_certificate_of_the_draft_holds(proven: SmallHouse, tmp_path: Path) -> None:
    answer = signed_in_client(proven, "lead").get(PROOF)
    (tmp_path / "draft.json").write_text(answer.text)
    assert call("--check", tmp_path / "draft.json").stdout.startswith("The certificate holds: 2 pairs;")


def test_draft_that_is_not_the_best_any_more_has_no_certificate(drafted: SmallHouse) -> None:
    answer = signed_in_client(drafted, "lead").get(PROOF)
    assert (answer.status_code, "older than what people have answered since" in answer.text) == (404, True)


def test_certificate_is_the_leads_alone(proven: SmallHouse) -> None:
    assert [signed_in_client(proven, who).get(PROOF).status_code for who in ("host", "guard")] == [403, 403]
