"""What the tests of known bugs share: a store, a run, and readers of what it delivered that are not ours."""

import email
import email.policy
import json
import mailbox
import sys
import unittest
from email.message import EmailMessage
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / "cli"), str(TESTS / "pst_target"), str(TESTS / "attachments")]
import message_file as store  # noqa: E402
import objects  # noqa: E402, F401
from pst_transcript import PstTranscript  # noqa: E402
from transcript import PROGRAM, SAMPLES, Done, tree  # noqa: E402, F401


class KnownBug(PstTranscript):
    def make(self, *folders: dict, name: str = "STORE.MMF", **more) -> Path:
        return store.write(self.dir / name, list(folders), **more)

    def deliver(self, source: Path, target: str, *options: object, codes=(0, 1)) -> Done:
        done = self.run_program("migrate", source, "--to", target, "--report", self.dir / "report", *options)
        self.assertIn(done.code, codes, done.err)
        return done

    def told(self) -> dict:
        """The report of the last run, checked to be in balance."""
        return self.report(self.dir / "report" / "restante-report.json")

    def codes(self) -> set[str]:
        """The numbers of all messages of the last run."""
        text = json.dumps(self.told())
        return {word for word in text.replace("\\", '"').split('"') if "-" in word and word.split("-")[-1].isdigit()
                and word.split("-")[0].isupper()}

    def model(self, source: Path, *options: object) -> dict:
        done = self.run_program("migrate", source, "--to", "json:-", *options)
        self.assertIn(done.code, (0, 1), done.err)
        return json.loads(done.out)

    def mails(self, source: Path, *options: object, place: str = "mail", **more) -> list[EmailMessage]:
        """All messages as files, in their order, read by Python; none may have a defect."""
        self.deliver(source, f"eml:{place}", *options, **more)
        found = []
        for path in sorted((self.dir / place).rglob("*.eml")):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            self.assertEqual([part.defects for part in message.walk() if part.defects], [], path)
            found.append(message)
        return found

    def mail(self, source: Path, *options: object, **more) -> EmailMessage:
        found = self.mails(source, *options, **more)
        self.assertEqual(len(found), 1)
        return found[0]

    def items(self, source: Path, *options: object, variant: str = "", place: str = "outlook"):
        """The messages of the PST, read by pst_model.py."""
        self.deliver(source, f"pst:{place}{variant}", *options)
        return self.judged(next((self.dir / place).glob("*.pst"))).items()

    def item(self, source: Path, *options: object, **more):
        found = self.items(source, *options, **more)
        self.assertEqual(len(found), 1)
        return found[0]

    def maildir(self, place: str = "maildir") -> list[mailbox.MaildirMessage]:
        found = []
        for cur in sorted((self.dir / place).rglob("cur")):
            box = mailbox.Maildir(cur.parent, create=False)
            found += [box[key] for key in sorted(box.keys())]
        return found


def text_of(message: EmailMessage) -> str:
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


main = unittest.main
