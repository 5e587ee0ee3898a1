"""A scripted IMAP server, only for what Dovecot never says. It keeps what it takes in memory; no encryption.

A hook sees each APPEND before it is done and may answer in the server's place:
  hook(connection, number) -> None to take it, else bytes to answer: b"NO ...", b"BAD ..."; with b"*" the connection ends.
connection.contents are the messages; `number` counts the commands.
"""

import os
import re
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable


ESTABLISHED = 1  # of TCP_INFO: an end that came makes it another


class Connection(socketserver.StreamRequestHandler):
    server: "FakeServer"
    contents: list[bytes]

    def is_open(self) -> bool:
        try:
            return self.connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == ESTABLISHED
        except OSError:
            return False

    def say(self, text: bytes) -> None:
        self.wfile.write(text + b"\r\n")

    def handle(self) -> None:
        self.server.connections += 1
        self.server.living.add(self)
        try:
            if not self.server.may_connect():
                return self.say(b"* BYE too many connections")
            self.say(b"* OK ready")
            while line := self.rfile.readline():
                if not self.command(line.rstrip(b"\r\n")):
                    return
        except (ConnectionError, ValueError):
            return
        finally:
            self.server.living.discard(self)

    def command(self, line: bytes) -> bool:
        tag, _, rest = line.partition(b" ")
        name, _, words = rest.partition(b" ")
        name = name.upper()
        self.server.commands.append((time.monotonic(), line[:200]))
        if name == b"AUTHENTICATE" and not self.server.may_log_in():
            self.say(tag + b" NO [LIMIT] too many connections")
            return True
        if name == b"CAPABILITY":
            self.say(b"* CAPABILITY IMAP4rev1 SASL-IR UIDPLUS %s %s" % (self.server.mechanisms, self.server.abilities))
        elif name == b"LIST":
            self.say(b'* LIST () "/" INBOX' if words != b'"" ""' else b'* LIST (\\Noselect) "/" ""')
        elif name == b"STATUS":
            self.say(b"* STATUS INBOX (APPENDLIMIT %d)" % (self.server.append_limit or 0))
        elif name == b"MYRIGHTS":
            self.say(b"* MYRIGHTS INBOX " + self.server.rights)
        elif name == b"EXAMINE":
            self.say(b"* %d EXISTS" % len(self.server.stored))
        elif name == b"FETCH":
            for number, content in enumerate(self.server.stored, 1):
                found = re.search(rb"(?m)^X-Restante-Item: .*\r\n", content)
                field = (found[0] if found else b"") + b"\r\n"
                self.say(b"* %d FETCH (UID %d BODY[HEADER.FIELDS (X-RESTANTE-ITEM)] {%d}\r\n%s)"
                         % (number, number, len(field), field))
        elif name == b"APPEND":
            return self.append(tag, line)
        elif name not in (b"AUTHENTICATE", b"LOGIN", b"CREATE", b"SUBSCRIBE", b"CLOSE", b"NOOP"):
            self.say(tag + b" BAD what?")
            return True
        self.say(tag + b" OK done")
        return True

    def more_waits(self) -> bool:
        """Whether the next command was sent before this one is answered."""
        time.sleep(0.02)
        self.connection.setblocking(False)
        waiting = self.rfile.peek(1)
        self.connection.setblocking(True)
        return bool(waiting)

    def append(self, tag: bytes, line: bytes) -> bool:
        contents = []
        number = self.server.count()
        while found := re.search(rb"\{(\d+)(\+?)\}$", line):
            size = int(found[1])
            if self.server.append_limit and size > self.server.append_limit:
                raise AssertionError("a message above the limit was sent")
            if not found[2]:
                self.server.asked += 1
                self.say(b"+ go on")
            if self.server.break_inside(number):
                self.rfile.read(size // 2)
                self.connection.shutdown(socket.SHUT_RDWR)
                return False
            contents.append(self.rfile.read(size))
            if not contents[1:]:
                self.server.take_in()
            line = self.rfile.readline().rstrip(b"\r\n")
        self.contents = contents
        self.server.largest_command = max(self.server.largest_command, len(contents))
        self.server.ended.append((time.monotonic(), number))
        answer = self.server.hook(self, number)
        if answer is None:
            first = len(self.server.stored) + 1
            self.server.stored += contents
            last = len(self.server.stored)
            answer = b"OK [APPENDUID 1 %d:%d] done" % (first, last)
            if self.server.silent(number):
                if self.server.resets:
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    os.close(self.connection.detach())
                return False
        self.say(tag + b" " + answer if not answer.startswith(b"*") else answer)
        return not answer.startswith(b"*")


class FakeServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self, abilities: str, hook: Callable = lambda connection, number: None):
        self.abilities = abilities.encode()
        self.mechanisms = b"AUTH=PLAIN"
        self.hook = hook
        self.stored: list[bytes] = []
        self.commands: list[tuple[float, bytes]] = []
        self.connections = self.asked = self.appends = self.largest_command = 0
        self.living: set[Connection] = set()
        self.ended: list[tuple[float, int]] = []  # when the last line of each APPEND came
        self.append_limit = 0
        self.take_in = lambda: None  # what each APPEND costs before it can end
        self.may_connect = self.may_log_in = lambda: True
        self.rights = b"lrswipkxtecda"
        self.break_inside = lambda number: False  # the connection ends inside the literal of that APPEND
        self.silent = lambda number: False        # it ends when the message is stored, before the answer,
        self.resets = False                       # and not in good order
        super().__init__(("127.0.0.1", 0), Connection)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def count(self) -> int:
        self.appends += 1
        return self.appends

    def open_connections(self) -> int:
        """How many the other side has not closed, whether their threads know it yet or not."""
        return sum(one.is_open() for one in list(self.living))

    def wait_after(self, number: int) -> float:
        """From the end of that APPEND to the end of the next one, whichever connection it came over."""
        place = [one for _, one in self.ended].index(number)
        return self.ended[place + 1][0] - self.ended[place][0]

    def uri(self) -> str:
        return f"imap://bob@127.0.0.1:{self.server_address[1]}?starttls=no"

    def named(self, name: str) -> list[tuple[float, bytes]]:
        return [one for one in self.commands if one[1].split(b" ")[1:2] == [name.encode()]]
