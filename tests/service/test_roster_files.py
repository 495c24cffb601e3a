"""The school's exports: its own CSV, OneRoster 1.1 and 1.2, and every line that cannot be used, by its number."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from service.config import ConfigError
from service.roster_files import read_attendance, read_roster
from workflows.events import AttendanceImported, RosterImported

USERS = (
    "sourcedId,status,enabledUser,givenName,familyName,preferredGivenName,email,agentSourcedIds,grades,"
    "primaryOrgSourcedId\n"
    "u1,active,true,Amira,Khan,,amira@oak.example,g1,09,o1\n"
    "g1,active,true,Noor,Khan,,noor@home.example,u1,,\n"
    "t1,active,true,Lee,Lead,,lead@oak.example,,,o1\n"
    "u2,tobedeleted,true,Gone,Away,,gone@oak.example,,10,o1\n"
    "u3,active,true,Benjamin,Lee,Ben,ben@oak.example,,KG,o1\n"
)
ROLES = (
    "sourcedId,status,userSourcedId,roleType,role,orgSourcedId\n"
    "r1,active,u1,primary,student,o1\nr2,active,g1,primary,guardian,o1\nr3,active,t1,primary,teacher,o1\n"
    "r4,active,u2,primary,student,o1\nr5,active,u3,primary,student,o1\n"
)
FILES = {
    "users.csv": USERS,
    "roles.csv": ROLES,
    "orgs.csv": "sourcedId,name\no1,Oak School\n",
    "demographics.csv": "sourcedId,sex\nu1,female\nu3,unspecified\n",
}
AMIRA = RosterImported(
    email="amira@oak.example",
    name="Amira Khan",
    grade=9,
    site="Oak School",
    gender="female",
    guardian_name="Noor Khan",
    guardian_email="noor@home.example",
)


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def one_roster(folder: Path) -> Path:
    for name, text in FILES.items():
        write(folder / name, text)
    return folder


def test_one_roster_folder_gives_pupils_with_guardian_school_and_gender(tmp_path: Path) -> None:
    pupils, problems = read_roster(one_roster(tmp_path))
    assert pupils == [AMIRA]
    assert [(p.line, p.place, p.what) for p in problems] == [(6, "grade", "'KG' is no number")]


def test_one_roster_zip_reads_as_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    one_roster(folder)
    packed = tmp_path / "export.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name in FILES:
            archive.write(folder / name, f"inner/{name}")
    assert read_roster(packed)[0] == [AMIRA]


def test_one_roster_1_1_has_the_role_beside_the_user(tmp_path: Path) -> None:
    text = "sourcedId,role,givenName,familyName,email,grades\nu1,student,Amira,Khan,amira@oak.example,9\n"
    write(tmp_path / "users.csv", text)
    assert [p.name for p in read_roster(tmp_path)[0]] == ["Amira Khan"]


@pytest.mark.parametrize(("comma", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-8")])
def test_own_csv_is_read_as_schools_write_it(tmp_path: Path, comma: str, encoding: str) -> None:
    text = comma.join(("Email", "Name", "Grade")) + "\r\n" + comma.join(("zoe@oak.example", "Zoë", "Year 9")) + "\r\n"
    pupils, problems = read_roster(write(tmp_path / "p.csv", text, encoding))
    assert (pupils, problems) == ([RosterImported(email="zoe@oak.example", name="Zoë", grade=9)], [])


def test_lines_that_cannot_be_used_are_named_with_the_mend(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", "email,name,grade\nnot an address,Amira,9\nben@oak.example,,9\n")
    pupils, problems = read_roster(path)
    assert pupils == []
    assert [str(p) for p in problems] == [
        f"{path}:2: email: 'not an address' is no mail address; write it as name@school.example",
        f"{path}:3: name: is empty; write the pupil's full name",
    ]


def test_missing_column_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="has no column `email`; add it; did you mean `e-mail`"):
        read_roster(write(tmp_path / "p.csv", "e-mail,name,grade\na@b.example,A,9\n"))


def test_folder_without_users_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"holds no users\.csv"):
        read_roster(tmp_path)


def test_attendance_lines_are_read_and_checked(tmp_path: Path) -> None:
    head = "email,first,last,present,possible\n"
    good = "amira@oak.example,2026-06-01,2026-07-17,34,40\n"
    bad = "amira@oak.example,2026-06-01,2026-07-17,41,40\nben@oak.example,June,2026-07-17,1,2\n"
    lines, problems = read_attendance(write(tmp_path / "a.csv", head + good + bad))
    first, last = date(2026, 6, 1), date(2026, 7, 17)
    line = AttendanceImported(email="amira@oak.example", first=first, last=last, present=34, possible=40)
    assert lines == [line]
    assert [(p.line, p.place) for p in problems] == [(3, "present"), (4, "first")]
