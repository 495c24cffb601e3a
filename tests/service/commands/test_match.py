"""`nearpeer match` as a user calls it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.service.matching.calling import call, drafted, pairs

TABLE = "x,b1,b2,b3\na1,5,1,\na2,3,,2\n"
MENTORS = "id,name,grade,slots,strengths,capacity\nm1,Ann,9,Mon;Tue,Homework,2\nm2,Cem,9,Tue,Art,1\n"
MENTEES = "id,name,grade,slots,needs\ne1,Ben,6,Mon,homework\ne2,Dua,8,Tue,art\ne3,Eli,9,Tue,\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE)
    return path


@pytest.fixture
def rosters(tmp_path: Path) -> tuple[str, ...]:
    for name, text in (("mentors", MENTORS), ("mentees", MENTEES)):
        (tmp_path / f"{name}.csv").write_text(text)
    return ("--mentors", str(tmp_path / "mentors.csv"), "--mentees", str(tmp_path / "mentees.csv"))


def test_scores_give_best_pairs_and_tiers(table: Path) -> None:
    found = drafted("--scores", table)
    assert pairs(found) == {("a1", "b1"), ("a2", "b3")}
    assert found["tiers"] == {"priority": 0, "placed": 2, "worst": [2], "total": 7, "changes": 0}
    assert [u["pupil"] for u in found["unmatched"]] == ["b2"]


def test_capacity_places_more(table: Path) -> None:
    found = drafted("--scores", table, "--capacity", "2")
    assert (found["total"], pairs(found)) == (8, {("a1", "b1"), ("a1", "b2"), ("a2", "b3")})


def test_capacity_of_one_mentor(table: Path) -> None:
    assert drafted("--scores", table, "--capacity", "a1:2")["tiers"]["placed"] == 3


def test_capacity_without_value_takes_what_mentors_offer(rosters: tuple[str, ...]) -> None:
    assert pairs(drafted(*rosters, "--capacity")) == {("m1", "e1"), ("m2", "e2")}


def test_lock_and_forbid_are_kept(table: Path) -> None:
    assert ("a1", "b2") in pairs(drafted("--scores", table, "--lock", "a1:b2"))
    assert ("a1", "b1") not in pairs(drafted("--scores", table, "--forbid", "a1:b1"))


def test_decimal_scores_stay_exact(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("x,b1,b2\na1,0.1,0.2\na2,0.3,\n")
    assert drafted("--scores", path)["total"] == 0.5


def test_rosters_follow_rules_and_explain_who_waits(rosters: tuple[str, ...]) -> None:
    found = drafted(*rosters)
    assert pairs(found) == {("m1", "e1"), ("m2", "e2")}
    assert found["unmatched"][0]["reasons"] == [
        "2 of 2 mentors do not fit: the mentor is not enough grades above",
        "no single change would place Eli; one more mentor who fits would",
    ]


def test_order_of_lines_does_not_matter(tmp_path: Path, table: Path) -> None:
    shuffled = tmp_path / "shuffled.csv"
    shuffled.write_text("x,b3,b1,b2\na2,2,3,\na1,,5,1\n")
    assert drafted("--scores", table) == drafted("--scores", shuffled)


def test_certificate_of_json_output_holds(tmp_path: Path, table: Path) -> None:
    saved = tmp_path / "draft.json"
    saved.write_text(call("--scores", table, "--json").stdout)
    result = call("--check", saved)
    assert (result.exit_code, result.stdout.splitlines()[1:]) == (0, ["  placed", "  worst", "  total"])


def test_certificate_with_other_pairs_is_refused(tmp_path: Path, table: Path) -> None:
    found = drafted("--scores", table)
    certificate = found["certificate"]
    certificate["pairs"] = [["a1", "b2"], ["a2", "b1"]]
    saved = tmp_path / "certificate.json"
    saved.write_text(json.dumps(certificate))
    assert call("--check", saved).exit_code == 3


def test_output_showing_pairs_it_does_not_prove_is_refused(tmp_path: Path, table: Path) -> None:
    found = drafted("--scores", table)
    found["pairs"].pop()
    saved = tmp_path / "draft.json"
    saved.write_text(json.dumps(found))
    assert call("--check", saved).exit_code == 3


def test_explain_names_price_of_every_other_choice(table: Path) -> None:
    lines = call("--scores", table, "--explain", "b1").stdout.splitlines()
    assert (
        lines[-1]
        == "  a2: 3 points; price of forcing it: the worst-off pair falls from 2 to 1 points, 3 points in total"
    )


def test_text_output_says_that_proof_was_checked(rosters: tuple[str, ...]) -> None:
    assert "Proof: checked independently (placed, worst, total); none is better" in call(*rosters).stdout


def test_sheet_keeps_formula_like_names_as_text(tmp_path: Path) -> None:
    path, out = tmp_path / "t.csv", tmp_path / "out.xlsx"
    path.write_text('x,"=1+1"\na1,5\n')
    assert call("--scores", path, "--sheet", out).exit_code == 0
    with zipfile.ZipFile(out) as book:
        assert b"<f>" not in b"".join(book.read(name) for name in book.namelist())


def test_picture_is_svg_with_every_pair_framed(tmp_path: Path, table: Path) -> None:
    out = tmp_path / "out.svg"
    assert call("--scores", table, "--picture", out).exit_code == 0
    squares = ElementTree.parse(out).findall(".//{http://www.w3.org/2000/svg}rect[@stroke]")
    assert len(squares) == 2


def test_small_picture_is_wide_enough_for_its_note(tmp_path: Path, table: Path) -> None:
    out = tmp_path / "out.svg"
    assert call("--scores", table, "--picture", out).exit_code == 0
    root = ElementTree.parse(out).getroot()
    note = root.findall("{http://www.w3.org/2000/svg}text")[-1]
    ends_at = float(note.get("x", "0")) + 6 * len(note.text or "")
    assert ("framed: the pairs" in (note.text or ""), ends_at < float(root.get("width", "0"))) == (True, True)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "the file: is empty"),
        ("x,b1\na1,abc\n", ":2: column b1: 'abc' is not a number"),
        ("x,b1\na1,nan\n", ":2: column b1: 'nan' is too large"),
        ("x,b1,b1\na1,1,2\n", ":1: mentee: 'b1' is there twice"),
        ("x,b1\na1,1,7\n", ":2: a1: has 2 scores for 1 mentees"),
    ],
)
def test_wrong_table_is_named_with_line_and_column(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text)
    result = call("--scores", path)
    assert result.exit_code == 2
    assert complaint in result.stderr


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("colour\nred\n", ":1: the header: has no column that says who it is"),
        ("id,grade\nm1,ten\n", ":2: grade: 'ten' is not a whole number"),
        ("id,consent\nm1,maybe\n", ":2: consent: 'maybe' is neither yes nor no"),
        ("id\nm1\nm1\n", ":3: id: 'm1' is on line 2 already"),
        ("id,name\nm1,A,B\n", ":2: the line: has 3 cells, the header only 2"),
    ],
)
def test_wrong_roster_is_named_with_line_and_column(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "m.csv"
    path.write_text(text)
    result = call("--mentors", path, "--mentees", path)
    assert result.exit_code == 2
    assert complaint in result.stderr


def test_roster_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_bytes("id,name\nm1,Chlo\xe9\n".encode("latin-1"))
    assert ":2: the line: is not UTF-8; save the file as CSV UTF-8" in call("--mentors", path, "--mentees", path).stderr


@pytest.mark.parametrize("words", [("--lock", "a1:b3"), ("--lock", "a1:zz"), ("--lock", "a1"), ("--capacity", "x")])
def test_impossible_option_exits_2_with_mend(table: Path, words: tuple[str, ...]) -> None:
    result = call("--scores", table, *words)
    assert (result.exit_code, result.stderr.startswith(f"nearpeer match: {words[0]}: ")) == (2, True)


def test_policy_file_with_matching_section_alone(tmp_path: Path, rosters: tuple[str, ...]) -> None:
    policy = tmp_path / "p.yaml"
    policy.write_text("matching:\n  grade_gap: 0\n  capacity: 2\n")
    assert drafted(*rosters, "--policy", policy)["tiers"]["placed"] == 3


def test_semicolon_file_with_byte_order_mark_reads(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_bytes("id;name;slots\nm1;Ann;Mon|Tue\n".encode("utf-8-sig"))
    found = drafted("--mentors", path, "--mentees", path)
    assert found["pairs"] == []


SITES = "id,name,site,grade,slots,strengths\nm1,Ann,oak,9,Mon;Tue,Art\nm2,Cem,elm,9,Wed,Art\n"
PUPILS = "id,name,site,grade,slots,needs\ne1,Ben,elm,6,Tue;Wed,art\ne2,Dua,oak,6,Mon,art\n"


def two_schools(tmp_path: Path, policy: str) -> tuple[str | Path, ...]:
    for name, text in (("mentors.csv", SITES), ("mentees.csv", PUPILS), ("p.yaml", policy)):
        (tmp_path / name).write_text(text)
    files = (("--mentors", "mentors.csv"), ("--mentees", "mentees.csv"), ("--policy", "p.yaml"))
    return tuple(word for option, name in files for word in (option, tmp_path / name))


def test_slot_counts_only_in_both_timetables(tmp_path: Path) -> None:
    free = two_schools(tmp_path, "matching:\n  same_site: false\n")
    assert ("m2", "e1") in pairs(drafted(*free))
    bound = two_schools(tmp_path, "matching:\n  same_site: false\n  timetables: {elm: [Tue]}\n")
    assert ("m2", "e1") not in pairs(drafted(*bound))


def test_site_names_its_own_pupils_only(tmp_path: Path) -> None:
    words = two_schools(tmp_path, "matching:\n  same_site: false\n  timetables: {elm: [Tue]}\n")
    result = call(*words, "--site", "oak", "--capacity", "m1:2", "--json")
    assert len(json.loads(result.stdout)["pairs"]) == 2
    assert ("Ann" in result.stdout, "Dua" in result.stdout) == (True, True)
    assert [name for name in ("Ben", "Cem", "e1", "m2") if name in result.stdout] == []


def test_certificate_of_one_site_holds_and_one_with_other_pairs_does_not(tmp_path: Path) -> None:
    words = two_schools(tmp_path, "matching:\n  same_site: false\n")
    shown = call(*words, "--site", "oak", "--capacity", "m1:2", "--json").stdout
    (tmp_path / "oak.json").write_text(shown)
    assert call("--check", tmp_path / "oak.json").exit_code == 0
    (tmp_path / "oak.json").write_text(shown.replace('"mentee": "e2"', '"mentee": "e9"'))
    assert call("--check", tmp_path / "oak.json").exit_code == 3


@pytest.mark.parametrize(
    "option", [("--explain", "e2"), ("--figures",), ("--figures", "--json"), ("--picture", "p.svg")]
)
def test_no_view_of_one_site_names_pupils_of_another(tmp_path: Path, option: tuple[str, ...]) -> None:
    words = two_schools(tmp_path, "matching:\n  same_site: false\n")
    asked = tuple(str(tmp_path / word) if word.endswith(".svg") else word for word in option)
    result = call(*words, "--site", "oak", "--sheet", tmp_path / "s.xlsx", *asked)
    assert result.exit_code == 0
    drawn = (tmp_path / "p.svg").read_text() if "--picture" in option else ""
    assert [name for name in ("Ben", "Cem", "e1", "m2") if name in result.stdout or f">{name}" in drawn] == []


def test_site_view_explains_its_own_pupils_only(tmp_path: Path) -> None:
    words = two_schools(tmp_path, "matching:\n  same_site: false\n")
    assert "'e1' is at another site" in call(*words, "--site", "oak", "--explain", "e1").stderr
    assert "nobody is at 'ash'; sites in the files: elm, oak" in call(*words, "--site", "ash").stderr


def test_figures_say_what_is_short(rosters: tuple[str, ...]) -> None:
    supply = drafted(*rosters, "--figures")["figures"]["supply"]
    assert (supply["mentees"], supply["places"], supply["placeable"]) == (3, 2, 2)


def test_classes_shape_places_everybody(rosters: tuple[str, ...]) -> None:
    groups = drafted(*rosters, "--shape", "classes")["groups"]
    assert sorted(p for g in groups for p in g["younger"]) == ["e1", "e2", "e3"]


def test_circle_shape_meets_without_repeats(rosters: tuple[str, ...]) -> None:
    found = drafted(*rosters[2:], "--shape", "circle", "--rounds", "9")
    assert (found["rounds"], found["alone"], found["left_out"]) == ([[["e1", "e2", "e3"]]], [], [])


def test_circle_goes_on_without_pairs_of_earlier_rounds(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text("id\na\nb\nc\nd\n")
    words = ("--mentees", path, "--shape", "circle", "--rounds", "9", "--forbid", "a:b", "--forbid", "c:d")
    made = {tuple(group) for held in drafted(*words)["rounds"] for group in held}
    assert made == {("a", "c"), ("b", "d"), ("a", "d"), ("b", "c")}


def test_explain_says_what_one_slot_alone_would_bring(rosters: tuple[str, ...]) -> None:
    lines = call(*rosters, "--explain", "Ann").stdout.splitlines()
    assert not any("one slot alone" in line for line in lines)
    mentees = Path(rosters[3])
    mentees.write_text("id,name,grade,slots,needs\ne1,Ben,6,Mon;Tue,homework\n")
    lines = call(*rosters, "--explain", "Ben").stdout.splitlines()
    assert lines[-3:] == ["What Ben would get by offering one slot alone:", "  Mon: 30 points", "  Tue: 30 points"]


def test_taster_shape_prints_rounds(rosters: tuple[str, ...]) -> None:
    result = call(*rosters, "--shape", "tasters", "--meet", "1")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "Round 1")


def test_shape_without_file_exits_2() -> None:
    result = call("--shape", "classes")
    assert (result.exit_code, result.stderr) == (2, "nearpeer match: --mentors: is missing; name a CSV file\n")
