"""Migration files as their users meet them: from every sample and back again, from a postoffice, and broken ones."""

import json
import shutil
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "cli")]
from read_set import Set, person, split_list  # noqa: E402
from transcript import SAMPLES, Transcript, healthy_samples, main, tree  # noqa: E402

SAMPLE = HERE.parent / "samples" / "migration"
# What a message is after it went through migration files once: every further time it must be the same.
FIELDS = ("subject", "body", "from", "to", "cc", "bcc", "sent", "received", "priority", "read", "unsent")


def documents(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def seen(message: dict) -> dict:
    attachments = [{name: one[name] for name in ("name", "position", "size", "sha256", "macbinary") if name in one}
                   for one in message.get("attachments", [])]
    return {name: message[name] for name in FIELDS if name in message} | {"attachments": attachments}


def messages_of(documents_of_run: list[dict]) -> list[tuple]:
    """Mailbox, folder, message, in an order that does not depend on the folders'."""
    found = [(one["mailbox"].get("address", ""), tuple(folder["path"]), json.dumps(seen(message), sort_keys=True))
             for one in documents_of_run for folder in one["folders"] for message in folder["messages"]]
    return sorted(found)


class MigrationFiles(Transcript):
    def migrate(self, source: object, *options: object, codes: tuple = (0, 1)) -> None:
        done = self.run_program("migrate", source, *options, "--timezone", "Europe/Berlin")
        self.assertIn(done.code, codes, done.err)

    def test_every_sample_comes_back(self) -> None:
        for name in healthy_samples():
            with self.subTest(name):
                place = f"{name}-set"
                self.migrate(SAMPLES / f"{name}.mmf", "--to", f"migration:{place}", "--to", f"json:{name}-0.json")
                (stored,) = documents(self.dir / f"{name}-0.json")
                migration = Set(self.dir / place / "restante.pkl")
                (mail,) = (one for one in migration.sections if one.kind == "MAILMESSAGE")
                wanted = [message for folder in stored["folders"] for message in folder["messages"]]
                self.assertEqual(len(mail.rows), len(wanted))
                for row, message in zip(mail.rows, wanted, strict=True):
                    self.check_row(migration, row, message)
                # Read again and written again it is what it was, byte for byte but for what the files cannot say.
                self.migrate(self.dir / place, "--to", f"json:{name}-1.json", "--to", f"migration:{place}-2")
                self.migrate(self.dir / f"{place}-2", "--to", f"json:{name}-2.json")
                first, second = (documents(self.dir / f"{name}-{number}.json") for number in (1, 2))
                self.assertEqual(messages_of(first), messages_of(second))
                self.assertEqual(sum(len(folder["messages"]) for folder in first[0]["folders"]) if first else 0, len(wanted))
                self.assertEqual([one["address_books"] for one in first], [one["address_books"] for one in second])

    def check_row(self, migration: Set, row: dict[str, str], message: dict) -> None:
        page = f"cp{migration.code_page}"

        def lossy(text: str) -> str:
            controls = {code: " " for code in (*range(9), 11, 12, *range(14, 32), 127)}
            return text.translate(controls).encode(page, "replace").decode(page)

        self.assertEqual(row["Subject"], lossy(message.get("subject", "")))
        for column, name in (("To", "to"), ("Cc", "cc"), ("Bcc", "bcc")):
            people = [person(one) for one in split_list(row[column])]
            self.assertEqual([one["name"].strip() for one in people],
                             [lossy(one.get("name") or one["address"]).strip() for one in message.get(name, [])])
        text = message.get("body", "").replace("\0", " ").replace("\r\n", "\n").replace("\r", "\n")
        body, *attachments = migration.read_data(row["Body"])
        found = migration.text(body.content).replace("\r\n", "\n")
        self.assertTrue(found.startswith(text.encode(page, "replace").decode(page)), (found[:200], text[:200]))
        stored = [one for one in message.get("attachments", []) if one.get("kind") != "message"]
        self.assertGreaterEqual(len(attachments), len(stored))
        for data, one in zip(attachments, stored):
            self.assertEqual(len(data.content), one.get("size", 0))

    def test_a_second_run_gives_the_same_bytes(self) -> None:
        before = None
        for _ in range(2):
            self.migrate(SAMPLES / "attachments.mmf", "--to", "migration:out")
            files = tree(self.dir / "out")
            if before:
                self.assertEqual(files, before)
            before = files
        done = self.run_program("verify", "out/restante-ledger.sqlite")
        self.assertEqual(done.code, 0, done.out + done.err.encode())

    def test_a_postoffice_has_its_directory_and_public_folders(self) -> None:
        done = self.run_program("forge", "office", "--users", "5", "--seed", "7")
        self.assertEqual(done.code, 0, done.err)
        self.migrate("office", "--to", "migration:out", "--to", "json:office.json")
        migration = Set(self.dir / "out" / "restante.pkl")
        self.assertEqual(migration.primary[0], "restante.pri")
        directory = migration.sections[0]
        self.assertEqual((directory.kind, directory.columns[:2]), ("DIRECTORY", ["Obj-Class", "Mode"]))
        proxies = {row["Secondary-Proxy-Addresses"].split("%")[0] for row in directory.rows if row["Obj-Class"] == "mailbox"}
        mail = [one for one in migration.sections if one.kind == "MAILMESSAGE"]
        owners = [one.owner for one in mail]
        self.assertEqual(len(set(owners)), len(owners))
        self.assertIn("PublicMessages", owners)
        # Every account has a section, even without mail; the owner of a message file of elsewhere has one and no account.
        self.assertEqual(len(proxies), 5)
        self.assertLessEqual(proxies, {f"migrate:{owner}" for owner in owners})
        stored = documents(self.dir / "office.json")
        self.assertEqual(len(owners), len(stored))
        wanted = sum(len(folder["messages"]) for one in stored for folder in one["folders"])
        self.assertEqual(sum(len(one.rows) for one in mail), wanted)
        self.migrate("out", "--to", "json:again.json")
        again = documents(self.dir / "again.json")
        self.assertEqual(sum(len(folder["messages"]) for one in again for folder in one["folders"]), wanted)
        self.assertEqual({one["mailbox"].get("address", "") for one in again},
                         {one["mailbox"].get("address", "") for one in stored})

    def test_q193533_a_date_that_is_missing_is_not_made_up(self) -> None:
        self.migrate(SAMPLES / "basic.mmf", "--to", "migration:out", "--to", "json:basic.json")
        migration = Set(self.dir / "out" / "restante.pkl")
        (mail,) = (one for one in migration.sections if one.kind == "MAILMESSAGE")
        (stored,) = documents(self.dir / "basic.json")
        wanted = [message for folder in stored["folders"] for message in folder["messages"]]
        for row, message in zip(mail.rows, wanted, strict=True):
            dates = [message[name] for name in ("sent", "received", "modified") if name in message]
            digits = ["".join(c for c in date if c.isdigit()) for date in dates]
            self.assertIn(row["Send-Date"], digits or [""])

    def test_b46_rows_that_failed_are_written_out_and_can_be_read_once_corrected(self) -> None:
        shutil.copytree(SAMPLE, self.dir / "set")
        primary = self.dir / "set" / "SAMPLE.PRI"
        primary.chmod(0o644)
        good = primary.read_bytes()
        bad = good.replace(b",Lunch,", b',"Lunch,')
        primary.write_bytes(bad)
        self.migrate("set", "--to", "json:first.json", "--report", "report", codes=(2,))
        self.assertEqual(len(messages_of(documents(self.dir / "first.json"))), 3)
        report = (self.dir / "report/restante-report.txt").read_text(encoding="utf-8")
        self.assertIn("SAMPLE.PRI/14", report)
        self.assertIn("MIG-001", report)
        recovery = self.dir / "report/restante-recovery.pri"
        rows = recovery.read_bytes()
        self.assertEqual(rows.count(b"\r\n"), 4)  # title, columns, the row, a blank line
        (self.dir / "set/restante-recovery.pri").write_bytes(rows.replace(b'"Lunch', b"Lunch"))
        (self.dir / "set/AGAIN.PKL").write_bytes(
            b"1252\r\n\r\nFilename,Filetype\r\nrestante-recovery.pri,Primary\r\nSAMPLE.SEC,Secondary\r\n")
        self.migrate("set/AGAIN.PKL", "--to", "json:second.json", "--report", "report", codes=(0,))
        found = messages_of(documents(self.dir / "first.json")) + messages_of(documents(self.dir / "second.json"))
        primary.write_bytes(good)
        self.migrate("set/SAMPLE.PKL", "--to", "json:all.json", codes=(0,))
        self.assertEqual(sorted(found), messages_of(documents(self.dir / "all.json")))
        self.assertFalse(recovery.exists())  # the second run had none

    def test_what_is_no_set_is_refused(self) -> None:
        (self.dir / "set").mkdir()
        (self.dir / "set/A.PKL").write_bytes(b"this is no packing list\r\n")
        self.assertEqual(self.run_program("inspect", "set").code, 66)
        for number in (1, 2):
            shutil.copy(SAMPLE / "SAMPLE.PKL", self.dir / f"set/{number}.PKL")
        self.assertEqual(self.run_program("inspect", "set").code, 64)
        self.assertEqual(self.run_program("inspect", "set/1.PKL").code, 2)  # its files are missing


if __name__ == "__main__":
    main()
