"""The status line on a real terminal: it fits, follows a resize, and is gone at the end; no control codes elsewhere."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import termios
import threading
import time
import unicodedata

from transcript import PROGRAM, SECONDS, Transcript, main

ERASE, CONTROL = "\x1b[K", re.compile(r"\x1b\[[0-9;]*[A-Za-z]|\r|\n")


def columns_of(text: str) -> int:
    """Independent of the program: what Python's Unicode data says."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class Screen:
    """What a terminal of that width shows after all of `text`; only the control codes the program may use."""

    def __init__(self, text: str, columns: int) -> None:
        self.lines, self.widest = [""], 0
        position = 0
        for match in CONTROL.finditer(text):
            self.put(text[position:match.start()])
            position = match.end()
            self.obey(match.group())
        self.put(text[position:])
        self.wrapped = self.widest > columns

    def put(self, text: str) -> None:
        if not text:
            return
        assert self.at_start or not self.overwrites, "text over text"
        self.lines[-1] += text
        self.at_start = False
        if self.is_status and "%" in text:
            self.widest = max(self.widest, columns_of(self.lines[-1]))

    at_start, overwrites, is_status = True, False, False

    def obey(self, code: str) -> None:
        if code == "\n":
            self.lines.append("")
            self.at_start, self.is_status = True, False
        elif code == "\r":
            self.at_start = True
        elif code == ERASE:
            self.lines[-1], self.is_status = "", True
        else:
            assert code.endswith("m"), repr(code)


class Terminal(Transcript):
    def set_size(self, descriptor: int, columns: int) -> None:
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))

    def run_on_terminal(self, columns: int, *options: str, sample: str = "many-600", resized_to: int = 0,
                        **environment: str) -> str:
        """The terminal's input. The run waits at a pipe until a status line is due, so that there is one."""
        gate = self.dir / "gate"
        if not gate.exists():
            os.mkfifo(gate)
        ours, theirs = pty.openpty()
        self.set_size(ours, columns)
        command = [PROGRAM, "migrate", self.sample(sample), "--to", "json:gate", "--report", "r", *options]
        received: list[bytes] = []
        with subprocess.Popen(command, cwd=self.dir, env=self.environment(**({"TERM": "xterm"} | environment)),
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=theirs) as process:
            os.close(theirs)
            reader = threading.Thread(target=self.collect, args=(ours, received))
            reader.start()
            time.sleep(0.5)  # longer than the time between two status lines
            if resized_to:
                self.set_size(ours, resized_to)
            with open(gate, "rb") as opened:
                opened.read()
            process.wait(timeout=SECONDS)
            reader.join(timeout=SECONDS)
        os.close(ours)
        text = b"".join(received).decode("utf-8").replace("\r\n", "\n")  # the terminal driver adds the CR
        self.assertIn(process.returncode, (0, 1), text)
        return text

    @staticmethod
    def collect(descriptor: int, received: list[bytes]) -> None:
        while True:
            try:
                piece = os.read(descriptor, 65536)
            except OSError:  # the other end is closed
                return
            if not piece:
                return
            received.append(piece)

    def test_status_appears_and_goes(self) -> None:
        text = self.run_on_terminal(120)
        self.assertRegex(text, r"\r\x1b\[K\d+ of 600 messages \(\d+%\), .*/s, .* MB/s, \d+:\d\d left, Inbox")
        screen = Screen(text, 120)
        self.assertFalse(screen.wrapped)
        self.assertFalse([line for line in screen.lines if " of 600 messages" in line], screen.lines)
        self.assertRegex(screen.lines[0], r"^ +found +delivered +skipped +failed$")
        self.assertEqual(screen.lines[-1], "")

    def test_narrow_and_resized(self) -> None:
        for columns, resized_to in ((20, 0), (8, 0), (2, 0), (1, 0), (0, 0), (120, 20), (20, 120)):
            with self.subTest(columns=columns, resized_to=resized_to):
                now = resized_to or columns or 80
                screen = Screen(self.run_on_terminal(columns, resized_to=resized_to), now)
                self.assertLess(screen.widest, now + (now == 1))
                if now > 10:
                    self.assertGreater(screen.widest, 5)
                if now >= 120:
                    self.assertGreater(screen.widest, 20)  # the new width is used

    def test_wide_names_fit(self) -> None:
        shown = set()
        for columns in range(46, 62):
            text = self.run_on_terminal(columns, "--codepage", "932", "--folder", "Zebra*", sample="basic")
            screen = Screen(text, columns)
            self.assertLess(screen.widest, columns)
            shown |= {c for c in text if unicodedata.east_asian_width(c) == "W"}
        self.assertTrue(shown, "no wide character was ever shown")

    def test_no_colour(self) -> None:
        for environment, coloured in (({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)):
            with self.subTest(environment):
                ours, theirs = pty.openpty()
                process = subprocess.run([PROGRAM, "nonsense"], env=self.environment(**({"TERM": "xterm"} | environment)),
                                         stderr=theirs, check=False)
                os.close(theirs)
                received: list[bytes] = []
                self.collect(ours, received)
                os.close(ours)
                self.assertEqual(process.returncode, 64)
                self.assertEqual(b"\x1b[31m" in b"".join(received), coloured)
        self.assertNotIn("m", re.findall(r"\x1b\[[0-9;]*([A-Za-z])", self.run_on_terminal(80, NO_COLOR="1")))

    def test_dumb_terminals_get_no_control_codes(self) -> None:
        text = self.run_on_terminal(80, TERM="dumb")
        self.assertEqual(re.findall(r"[\x00-\x09\x0b-\x1f]", text), [])

    def test_no_status_when_not_wanted(self) -> None:
        for option in ("--no-progress", "--quiet", "--json"):
            text = self.run_on_terminal(80, option)
            self.assertNotIn("\x1b", text)
            self.assertEqual(text == "", option == "--quiet")

    def test_lines_replace_the_status(self) -> None:
        text = self.run_on_terminal(80, "--verbose", sample="dates")
        screen = Screen(text, 80)
        self.assertTrue([line for line in screen.lines if "warning" in line])
        self.assertFalse([line for line in screen.lines if "messages (" in line])

    def test_not_a_terminal(self) -> None:
        done = self.run_program("migrate", self.sample("many-600"), "--to", "json:x.json", TERM="xterm", COLUMNS="20")
        self.assertEqual(done.code, 0)
        self.assertNotIn("\x1b", done.err)
        self.assertNotIn("\r", done.err)
        events = self.run_program("migrate", self.sample("many-600"), "--to", "json:x.json", "--json", TERM="xterm")
        for line in events.out.decode().splitlines():
            json.loads(line)


if __name__ == "__main__":
    main()
