#!/usr/bin/env python3
"""Uploads the same mail to the Dovecot of the tests with restante, mbsync and curl, in turn, at 0 and 20 ms.

    RESTANTE=build/release/restante bench/imap_bench.py [MESSAGES [RUNS]]

Messages have 4 kB of text. Every run goes to a user nobody has used yet; after it the messages are counted on the server.
mbsync gets the Maildir and curl the files that restante made of the same store. `parallel` are four mailboxes of that
size in one run, `--workers 4`.
"""

import itertools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path.insert(0, str(TESTS / "imap"))
from delay_proxy import DelayProxy  # noqa: E402
from imap_fixture import Dovecot  # noqa: E402

PROGRAM = os.environ["RESTANTE"]
MAKE_STORE = os.environ.get("MAKE_STORE", str(Path(PROGRAM).resolve().parent / "bench/make_store"))
ONE_WAY = 0.010  # seconds: twice that there and back
NUMBERS = itertools.count(1)


class Bench:
    def __init__(self, directory: Path, messages: int):
        self.dir, self.messages, self.server = directory, messages, Dovecot()
        self.store = directory / "mail.mmf"
        self.run(MAKE_STORE, self.store, "messages", messages, 4000)
        for kind in ("maildir", "eml"):
            self.run(PROGRAM, "migrate", self.store, "--to", f"{kind}:{directory}/{kind}", "--quiet", "--no-progress")
        self.parallel = directory / "four"
        self.parallel.mkdir()
        for number in range(4):  # different files, or they would be one mailbox
            self.run(MAKE_STORE, self.parallel / f"{number}.mmf", "messages", messages, 4000 + number)

    @staticmethod
    def run(*words: object, codes: tuple = (0, 1), **more: object) -> None:
        done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, **more)
        assert done.returncode in codes, f"{words}: {done.stderr}"

    def user(self) -> str:
        return f"bench-{os.getpid()}-{next(NUMBERS)}"

    def port(self, proxy: DelayProxy | None) -> str:
        return str(proxy.port) if proxy else self.server.settings["PORT"]

    def restante(self, user: str, port: str) -> None:
        settings = self.server.settings
        self.run(PROGRAM, "migrate", self.store, "--to", f"imap://{user}@127.0.0.1:{port}/?ca={settings['CA_FILE']}", "--quiet",
                 "--no-progress", "--report", self.dir / f"report-{user}",
                 env=os.environ | {"RESTANTE_PASSWORD": settings["PASSWORD"]})

    def restante_parallel(self, user: str, port: str) -> None:
        settings = self.server.settings
        where = f"imap://{user}@127.0.0.1:{port}/{{mailbox}}?ca={settings['CA_FILE']}"
        self.run(PROGRAM, "migrate", self.parallel, "--to", where, "--workers", 4, "--quiet", "--no-progress", "--report",
                 self.dir / f"report-{user}", env=os.environ | {"RESTANTE_PASSWORD": settings["PASSWORD"]})

    def mbsync(self, user: str, port: str) -> None:
        near = self.dir / f"near-{user}"
        shutil.copytree(next((self.dir / "maildir").glob("*")), near)
        config = self.dir / f"{user}.rc"
        config.write_text(f"""IMAPAccount far
Host 127.0.0.1
Port {port}
User {user}
Pass {self.server.settings['PASSWORD']}
SSLType None
AuthMechs PLAIN LOGIN
IMAPStore far
Account far
MaildirStore near
Path {near}/
Inbox {near}
SubFolders Maildir++
Channel bench
Far :far:
Near :near:
Patterns *
Create Far
Sync Push
SyncState *
""", encoding="utf-8")
        self.run("mbsync", "-q", "-c", config, "bench")

    def curl(self, user: str, port: str) -> None:
        words = self.dir / f"{user}.curl"
        with words.open("w", encoding="utf-8") as file:
            for path in sorted((self.dir / "eml").rglob("*.eml")):
                file.write(f'next\nurl = "imap://127.0.0.1:{port}/INBOX"\nuser = "{user}:{self.server.settings["PASSWORD"]}"\n'
                           f'upload-file = "{path}"\nsilent\n')
        self.run("curl", "-K", words)

    def count(self, user: str) -> int:
        return sum(len(list((path / "cur").iterdir())) + len(list((path / "new").iterdir()))
                   for path in Path(self.server.settings["MAIL_DIR"]).rglob("*") if (path / "cur").is_dir() and user in str(path))

    def seconds(self, way, times: int, proxy: DelayProxy | None) -> float:
        user = self.user()
        started = time.perf_counter()
        way(user, self.port(proxy))
        taken = time.perf_counter() - started
        assert self.count(user) == times * self.messages, f"{way.__name__}: {self.count(user)} messages on the server"
        return taken


def main() -> None:
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory(prefix="restante-imap-bench-") as directory:
        bench = Bench(Path(directory), messages)
        proxy = DelayProxy(int(bench.server.settings["PORT"]), ONE_WAY)
        ways = [("restante", bench.restante, 1), ("restante, parallel", bench.restante_parallel, 4), ("mbsync", bench.mbsync, 1),
                ("curl", bench.curl, 1)]
        print("| program | delay there and back | messages/s | times restante |\n|---|---|---|---|")
        for wire, name in ((None, "0 ms"), (proxy, "20 ms")):
            taken = {program: [] for program, _, _ in ways}
            for _ in range(runs):
                for program, way, times in ways:
                    taken[program].append(bench.seconds(way, times, wire) / times)
            own = statistics.median(taken["restante"])
            for program, _, _ in ways:
                middle = statistics.median(taken[program])
                print(f"| {program} | {name} | {messages / middle:.0f} | {middle / own:.2f} |")


if __name__ == "__main__":
    main()
