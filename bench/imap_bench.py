#!/usr/bin/env python3
"""Uploads the same mail to the Dovecot of the tests with restante, mbsync and curl, in turn, at 0 and 20 ms.

    RESTANTE=build/release/restante bench/imap_bench.py [MESSAGES [RUNS [imaps]]]

Messages have 4 kB of text. Every run goes to a user nobody has used yet; after it the messages are counted on the server.
mbsync gets the Maildir and curl a tenth of the files that restante made of the same store; both send only, restante reads the store,
composes and keeps a ledger, too. With "imaps" all of them encrypt. RESTANTE_SERVERS=/dev/shm/DIRECTORY takes the disk out of it. "4 mailboxes" are four runs at once, each to a user of its own. The table shows the median of the runs, and how
many times as fast as restante with one connection each was in the same round.
"""

import itertools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path.insert(0, str(TESTS / "imap"))
from delay_proxy import DelayProxy  # noqa: E402
from imap_fixture import Dovecot  # noqa: E402

PROGRAM = os.environ["RESTANTE"]
MAKE_STORE = os.environ.get("MAKE_STORE", str(Path(PROGRAM).resolve().parent / "make_store"))
ONE_WAY = 0.010  # seconds: twice that there and back
MAILBOXES = 4
FEWER = 10  # messages for curl, which needs minutes otherwise
NUMBERS = itertools.count(1)


class Bench:
    def __init__(self, directory: Path, messages: int, scheme: str):
        self.dir, self.messages, self.scheme, self.server = directory, messages, scheme, Dovecot()
        self.own_port = self.server.settings["TLS_PORT" if scheme == "imaps" else "PORT"]
        self.store = directory / "mail.mmf"
        self.run(MAKE_STORE, self.store, "messages", messages, 4000)
        for kind in ("maildir", "eml"):
            self.run(PROGRAM, "migrate", self.store, "--to", f"{kind}:{directory}/{kind}", "--quiet", "--no-progress")

    @staticmethod
    def run(*words: object, codes: tuple = (0, 1), **more: object) -> None:
        done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, **more)
        assert done.returncode in codes, f"{words}: {done.returncode} {done.stderr}"

    def user(self) -> str:
        return f"bench-{os.getpid()}-{next(NUMBERS)}"

    def restante(self, connections: int) -> Callable:
        def upload(user: str, port: str) -> None:
            settings = self.server.settings
            uri = f"{self.scheme}://{user}@127.0.0.1:{port}/?ca={settings['CA_FILE']}&connections={connections}"
            uri += "&starttls=no" if self.scheme == "imap" else ""
            self.run(PROGRAM, "migrate", self.store, "--to", uri, "--quiet", "--no-progress", "--report",
                     self.dir / f"report-{user}", env=os.environ | {"RESTANTE_PASSWORD": settings["PASSWORD"]})
        return upload

    def prepare_mbsync(self, user: str) -> None:
        inbox = self.dir / f"near-{user}"
        shutil.copytree(next((self.dir / "maildir").rglob("cur")).parent, inbox)

    def mbsync(self, user: str, port: str) -> None:
        config = self.dir / f"{user}.rc"
        config.write_text(f"""IMAPAccount far
Host 127.0.0.1
Port {port}
User {user}
Pass {self.server.settings['PASSWORD']}
SSLType {'IMAPS' if self.scheme == 'imaps' else 'None'}
CertificateFile {self.server.settings['CA_FILE']}
AuthMechs LOGIN

IMAPStore far
Account far

MaildirStore near
Inbox {self.dir}/near-{user}

Channel bench
Far :far:
Near :near:
Sync Push New
Create Far
SyncState {self.dir}/state-{user}

""", encoding="utf-8")
        self.run("mbsync", "-q", "-c", config, "bench")

    def curl(self, user: str, port: str) -> None:
        words = self.dir / f"{user}.curl"
        login = f'user = "{user}:{self.server.settings["PASSWORD"]}"'
        url = f'url = "{self.scheme}://127.0.0.1:{port}/INBOX"\ncacert = "{self.server.settings["CA_FILE"]}"'
        files = sorted((self.dir / "eml").rglob("*.eml"))[:self.messages // FEWER]
        words.write_text("\nnext\n".join(f'{url}\n{login}\nupload-file = "{path}"\nsilent' for path in files) + "\n",
                         encoding="utf-8")
        self.run("curl", "-K", words)

    def count(self, user: str) -> int:
        with self.server.connect(user) as client:
            return int(client.select("INBOX", readonly=True)[1][0])

    def seconds(self, upload: Callable, mailboxes: int, port: str) -> float:
        """For as many messages as one mailbox holds."""
        users = [self.user() for _ in range(mailboxes)]
        for user in users:
            self.server.connect(user).logout()
            if upload == self.mbsync:
                self.prepare_mbsync(user)
        started = time.perf_counter()
        with ThreadPoolExecutor(mailboxes) as threads:
            list(threads.map(lambda user: upload(user, port), users))
        taken = time.perf_counter() - started
        for user in users:
            expected = self.messages // FEWER if upload == self.curl else self.messages
            assert self.count(user) == expected, f"{user}: {self.count(user)} messages on the server"
            for path in (self.dir / f"near-{user}", Path(self.server.settings["MAIL_DIR"]) / user):
                shutil.rmtree(path, ignore_errors=True)
        return taken / mailboxes * (FEWER if upload == self.curl else 1)


def main() -> None:
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    scheme = sys.argv[3] if len(sys.argv) > 3 else "imap"
    with tempfile.TemporaryDirectory(prefix="restante-imap-bench-") as directory:
        os.chmod(directory, 0o755)
        bench = Bench(Path(directory), messages, scheme)
        wires = {"0 ms": bench.own_port, "20 ms": str(DelayProxy(int(bench.own_port), ONE_WAY).port)}
        ways = [("restante, 1 connection", bench.restante(1), 1), ("restante, 2 connections", bench.restante(2), 1),
                ("mbsync", bench.mbsync, 1), ("curl", bench.curl, 1),
                (f"restante, 1 connection, {MAILBOXES} mailboxes", bench.restante(1), MAILBOXES),
                (f"restante, 2 connections, {MAILBOXES} mailboxes", bench.restante(2), MAILBOXES),
                (f"mbsync, {MAILBOXES} mailboxes", bench.mbsync, MAILBOXES)]
        ways = [way for way in ways if shutil.which(way[0].split(",")[0]) or way[0].startswith("restante")]
        print(f"{messages} messages of 4 kB, {scheme}, median of {runs}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
        print("| program | wire | messages/s | ratio |\n|---|---|---|---|", flush=True)
        for wire, port in wires.items():
            taken = {name: [] for name, _, _ in ways}
            for _ in range(runs):
                for name, upload, mailboxes in ways:
                    taken[name].append(bench.seconds(upload, mailboxes, port))
            first = taken[ways[0][0]]
            for name, _, _ in ways:
                ratio = statistics.median(own / one for own, one in zip(first, taken[name]))
                print(f"| {name} | {wire} | {messages / statistics.median(taken[name]):,.0f} | {ratio:.2f} |", flush=True)
        print(f"\nload afterwards {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
