"""What the tests of the IMAP target share: a Dovecot, users nobody has used yet, and a reader that is not ours."""

import email
import imaplib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "cli"))
from transcript import PROGRAM, SAMPLES, SECONDS, Done, Transcript, main, tree  # noqa: E402,F401

imaplib._MAXLINE = 100_000_000  # a test may hold what it likes


class Stored(NamedTuple):
    content: bytes
    flags: frozenset[bytes]
    date: str  # INTERNALDATE


class Dovecot:
    """`place`: where its data lies; a server of one's own can be killed. `more`: what its script reads."""

    script = "dovecot"
    keeps_no_future = True  # INTERNALDATE

    def __init__(self, place: Path | None = None, **more: str):
        self.environment = os.environ | ({"RESTANTE_SERVERS": str(place)} if place else {}) | more
        self.settings = self.start()

    def command(self, *words: str) -> str:
        return subprocess.run([TESTS / "servers" / self.script, *words], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                              env=self.environment).stdout

    def start(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in self.command("start").splitlines())

    def connect(self, user: str) -> imaplib.IMAP4:
        client = imaplib.IMAP4(self.settings["HOST"], int(self.settings["PORT"]))
        client.login(user, self.settings["PASSWORD"])
        return client

    def uri(self, user: str, root: str = "", more: str = "", scheme: str = "imap") -> str:
        port = self.settings["TLS_PORT" if scheme == "imaps" else "PORT"]
        at = f"{user}@" if user else ""
        return f"{scheme}://{at}{self.settings['HOST']}:{port}/{root}?ca={self.settings['CA_FILE']}{more}"

    def mailboxes(self, user: str) -> list[str]:
        """Names as the server writes them."""
        with self.connect(user) as client:
            return names_in(client)

    def everything(self, user: str) -> dict[str, list[Stored]]:
        with self.connect(user) as client:
            return {name: stored_in(client, name) for name in names_in(client)}


class Cyrus(Dovecot):
    script = "cyrus"
    keeps_no_future = False


def listed_in(client: imaplib.IMAP4) -> list[tuple[bytes, str]]:
    """Flags and name of each mailbox that holds messages, as the server writes them."""
    listed = []
    for line in client.list()[1]:
        if isinstance(line, tuple):  # a literal
            flags, name = line
        else:
            flags, name = re.fullmatch(rb'(\([^)]*\)) (?:"[^"]*"|NIL) (.*)', line).groups()
            if name.startswith(b'"'):
                name = re.sub(rb"\\(.)", rb"\1", name[1:-1])
        if rb"\Noselect" not in flags:
            listed.append((flags, name.decode("ascii")))
    return sorted(listed, key=lambda one: one[1])


def names_in(client: imaplib.IMAP4) -> list[str]:
    return [name for _, name in listed_in(client)]


def stored_in(client: imaplib.IMAP4, mailbox: str) -> list[Stored]:
    name = re.sub(r'(["\\])', r"\\\1", mailbox)
    code, count = client.select(f'"{name}"', readonly=True)
    assert code == "OK", count
    found = []
    if int(count[0]):
        for part in client.fetch("1:*", "(FLAGS INTERNALDATE BODY.PEEK[])")[1]:
            if isinstance(part, tuple):
                flags = frozenset(imaplib.ParseFlags(part[0])) - {rb"\Recent"}
                found.append(Stored(part[1], flags, re.search(rb'INTERNALDATE "([^"]*)"', part[0])[1].decode()))
    return found


def item_of(content: bytes) -> str:
    return email.message_from_bytes(content)["X-Restante-Item"]


class ImapTest(Transcript):
    users = 0

    def setUp(self) -> None:
        super().setUp()
        self.server = self.make_server()

    def make_server(self) -> Dovecot:
        return Dovecot()

    def own_server(self) -> Dovecot:
        # Sockets have short names only.
        place = tempfile.TemporaryDirectory(prefix="rd-")
        self.addCleanup(place.cleanup)
        server = Dovecot(Path(place.name))
        self.addCleanup(server.command, "stop")
        return server

    def new_user(self) -> str:
        ImapTest.users += 1
        return f"u{os.getpid()}-{ImapTest.users}"

    def migrate(self, source: object, uri: str, *options: object, **environment: str) -> Done:
        secret = {"RESTANTE_PASSWORD": self.server.settings["PASSWORD"]} | environment
        return self.run_program("migrate", source, "--to", uri, "--no-progress", *options, **secret)

    def report_of(self, name: str = "report") -> dict:
        return self.report(self.dir / name / "restante-report.json")
