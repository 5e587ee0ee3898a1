"""What becomes of every field of the model in every target: everything.py goes through the program and comes back by
readers that are not ours, and the tables of docs/ say what arrived."""

import hashlib
import json
import os
import re
import subprocess
import tempfile
import unittest
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import read_books
import read_ews
import read_imap
import read_json
import read_mail
import read_migration
import read_pst
from document import Fields, compare, fields_of, invented
from everything import EVERYTHING, MAP, REST, TIME_ZONE
from tables import ABSENT, DOCS, Row, problems_of, read_table

SECONDS = 120
VERSION = "0F00C00F"  # of the files that StoreBuilder makes
MODEL = DOCS.parent / "src/model"
# Structures of src/model that hold no field of a mailbox: parts that an address text is taken apart into, and what only
# postoffices have (tests/postoffice).
NO_FIELDS = {"address_parts.h", "x400_address.h", "directory.h"}


class Target(NamedTuple):
    name: str
    uri: str
    page: str
    column: str  # of the table
    read: Callable[[Path], dict]
    password: str = ""  # of the login at a server


def mail(name: str) -> Target:
    messages_in = getattr(read_mail, name)
    return Target(name, f"{name}:out", "targets/mail.md", "verdict",
                  lambda directory: read_mail.read(directory / "out", messages_in))


def books(name: str, uri: str, column: str, read: Callable[[Path], dict]) -> Target:
    return Target(name, uri, "targets/contacts.md", column, lambda directory: read(directory / "out"))


def pst(name: str, uri: str, column: str) -> Target:
    return Target(name, uri, "targets/pst.md", column, lambda directory: read_pst.read(directory / "out"))


TARGETS = [
    Target("json", "json:out.json", "json-model.md", "verdict", lambda directory: read_json.read(directory / "out.json")),
    mail("eml"), mail("mbox"), mail("maildir"),
    Target("imap", read_imap.uri(), "targets/imap.md", "verdict", read_imap.read, read_imap.password()),
    Target("ews", read_ews.uri(), "targets/ews.md", "verdict", read_ews.read, read_ews.SERVER["PASSWORD"]),
    pst("pst", "pst:out", "Unicode"),
    # The text is in code page 1252, of which this one lacks some letters.
    pst("pst-ansi", "pst:out?format=ansi&codepage=1250", "ANSI"),
    Target("migration", "migration:out", "targets/migration.md", "verdict",
           lambda directory: read_migration.read(directory / "out")),
    books("vcard-4", "contacts:out", "vCard", read_books.read_cards),
    books("vcard-3", "contacts:out?version=3", "vCard", read_books.read_cards),
    books("ldif", "ldif:out", "LDIF", read_books.read_ldif),
]


def run(*words: object, directory: Path, codes: tuple = (0,), password: str = "") -> str:
    done = subprocess.run([str(word) for word in words], cwd=directory, capture_output=True, text=True, timeout=SECONDS,
                          check=False, env=os.environ | {"HOME": str(directory), "RESTANTE_PASSWORD": password})
    assert done.returncode in codes, done.stderr
    return done.stdout


@cache
def listed() -> tuple[list[str], list[str]]:
    """The fields of the model, and the values of its enumerations."""
    names = run(os.environ["RESTANTE_MAKE_EVERYTHING"], "--fields", directory=Path.cwd()).split()
    return [name for name in names if "=" not in name], [name for name in names if "=" in name]


class Outcome(NamedTuple):
    found: Fields
    numbers: set[str]  # in the report


@cache
def message_file() -> bytes:
    with tempfile.TemporaryDirectory(prefix="restante-fields-") as scratch:
        (Path(scratch) / "everything.json").write_text(json.dumps(EVERYTHING), encoding="utf-8")
        run(os.environ["RESTANTE_MAKE_EVERYTHING"], "everything.json", "EVERY.MMF", directory=Path(scratch))
        return (Path(scratch) / "EVERY.MMF").read_bytes()


@cache
def stored() -> Fields:
    """What goes in. The file lies in a directory, so that the mailbox has an origin."""
    origin = {"kind": "mmf", "path": "EVERY.MMF", "version": VERSION, "size": len(message_file()),
              "sha256": hashlib.sha256(message_file()).hexdigest()}
    return fields_of(EVERYTHING | {"mailbox": EVERYTHING["mailbox"] | {"origin": origin}}, REST)


def uri(target: Target, directory: Path) -> str:
    return target.uri.replace(read_imap.RUN, directory.name)


@cache
def outcome(target: Target) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="restante-fields-") as scratch:
        first, second = Path(scratch) / "first", Path(scratch) / "second"
        first.mkdir()
        second.mkdir()
        (first / "box").mkdir()
        (first / "box/EVERY.MMF").write_bytes(message_file())
        (first / "map.csv").write_text(MAP, encoding="utf-8")
        run(os.environ["RESTANTE"], "migrate", "box", "--to", uri(target, first), "--map", "map.csv", "--timezone", TIME_ZONE,
            "--report", "report", directory=first, codes=(0, 1), password=target.password)
        report = json.loads((first / "report/restante-report.json").read_text(encoding="utf-8"))
        numbers = {finding["code"] for finding in report["losses"] + report["findings"]}
        numbers |= set(run(os.environ["RESTANTE_DELIVER_REST"], uri(target, second), directory=second,
                           password=target.password).split())
        return Outcome(fields_of(target.read(first), target.read(second)), numbers)


def wrong_in(row: Row, field: str, result: Outcome) -> list[str]:
    """What the row says about the field and is not so."""
    problems = []
    became = compare(field, stored(), result.found)
    if became.verdict != row.verdict:
        problems.append(f"{field} is {became.verdict}, not {row.verdict}: {str(became.different)[:500]}")
    made_up = invented(field, stored(), result.found)
    if bool(made_up) != (ABSENT in row.text):
        problems.append(f"{field}: where it is absent the target shows {made_up[:5]}")
    problems += [f"{field}: {number} is not in the report" for number in sorted(row.numbers - result.numbers)]
    return problems


def wrong_with(rows: list[Row], result: Outcome) -> list[str]:
    return [problem for field in listed()[0] for row in rows if row.about(field)
            for problem in wrong_in(row, field, result)]


class EveryField(unittest.TestCase):
    def rows(self, target: Target) -> list[Row]:
        return read_table((DOCS / target.page).read_text(encoding="utf-8"), target.column)

    def test_tables_speak_about_every_field_once(self) -> None:
        for target in TARGETS:
            with self.subTest(target.name):
                self.assertEqual(problems_of(self.rows(target), listed()[0]), [])

    def test_tables_say_what_arrives(self) -> None:
        for target in TARGETS:
            with self.subTest(target.name):
                self.assertEqual(wrong_with(self.rows(target), outcome(target)), [])

    def test_everything_is_everything(self) -> None:
        """An example of each field that is more than its default, and of each value of an enumeration."""
        fields, values = listed()
        perfect = {field: compare(field, stored(), stored()).verdict for field in fields}
        self.assertEqual({field for field, verdict in perfect.items() if verdict != "kept"}, set())
        there = {f"{key.field}={value}" for key, value in stored().values.items() if isinstance(value, str)}
        self.assertEqual([value for value in values if value not in there], [])
        self.assertEqual({key.field for key in stored().values} - set(fields), set())

    def test_the_list_knows_every_structure_of_the_model(self) -> None:
        source = Path(__file__).with_name("field_list.cpp").read_text(encoding="utf-8")
        for header in sorted(MODEL.glob("*.h")):
            if header.name in NO_FIELDS:
                continue
            for name in re.findall(r"^struct (\w+) \{", header.read_text(encoding="utf-8"), re.MULTILINE):
                self.assertIn(f"model::{name}{{}}", source, f"{header.name}: no field of it is listed")


class TheTestItself(unittest.TestCase):
    """A wrong table must not pass."""

    def setUp(self) -> None:
        self.fields = listed()[0]

    def tables(self) -> list[tuple[Target, list[Row]]]:
        return [(target, read_table((DOCS / target.page).read_text(encoding="utf-8"), target.column)) for target in TARGETS]

    def test_every_wrong_verdict_is_seen(self) -> None:
        for target, rows in self.tables():
            for row in rows:
                for field in filter(row.about, self.fields):
                    for verdict in {"kept", "changed", "lost"} - {row.verdict}:
                        with self.subTest(target=target.name, field=field, verdict=verdict):
                            self.assertNotEqual(wrong_in(row._replace(verdict=verdict), field, outcome(target)), [])

    def test_numbers_that_were_not_reported_are_seen(self) -> None:
        for target, rows in self.tables():
            for row in rows:
                for field in filter(row.about, self.fields):
                    with self.subTest(target=target.name, field=field):
                        more = row._replace(text=row.text + " CHK-001")
                        self.assertNotEqual(wrong_in(more, field, outcome(target)), [])

    def test_rows_too_many_or_too_few_are_seen(self) -> None:
        for target, rows in self.tables():
            with self.subTest(target.name):
                self.assertNotEqual(problems_of(rows + rows[:1], self.fields), [])
                self.assertNotEqual(problems_of(rows + [Row(["message.colour"], "kept", "")], self.fields), [])
                for place in range(len(rows)):
                    self.assertNotEqual(problems_of(rows[:place] + rows[place + 1:], self.fields), [])

    def test_silent_losses_are_seen(self) -> None:
        for verdict, text in (("changed", "other letters"), ("lost", "no place for it"), ("gone", "MAIL-001")):
            rows = [Row(["message.subject"], verdict, text)]
            self.assertNotEqual(problems_of(rows, ["message.subject"]), [])
        self.assertEqual(problems_of([Row(["message.subject"], "lost", "not reported: a reason")], ["message.subject"]), [])
        self.assertNotEqual(problems_of([Row(["message.*"], "kept", "all of it")], ["message.subject"]), [])

    def test_what_a_target_makes_up_must_be_said(self) -> None:
        pst = next(target for target in TARGETS if target.name == "pst")
        row = Row(["message.received"], "kept", "0E06")
        self.assertNotEqual(wrong_in(row, "message.received", outcome(pst)), [])

    def test_a_single_value_that_differs_is_seen(self) -> None:
        """One value at a time is changed, or taken away, in what everything.py holds."""
        for key, value in stored().values.items():
            with self.subTest(key=key):
                for other in ("something else", None):
                    found = Fields(stored().values | {key: other}, stored().elements)
                    self.assertNotEqual(compare(key.field, stored(), found).verdict, "kept")


if __name__ == "__main__":
    unittest.main()
