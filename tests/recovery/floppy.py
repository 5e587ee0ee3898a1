"""A floppy of 1440 KB made by mtools, and what restante reads of it."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import stores


class FloppyTest(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        self.floppy = pathlib.Path(self.directory.name).resolve() / "floppy.img"
        self.tools = {**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin", "MTOOLS_SKIP_CHECK": "1"}
        self.tool("mkfs.fat", "-C", self.floppy, "1440")

    def tool(self, *words):
        subprocess.run(list(map(str, words)), check=True, capture_output=True, env=self.tools)

    def copy(self, *paths, to="::/"):
        self.tool("mcopy", "-s", "-i", self.floppy, *paths, to)

    def read(self, command):
        """(mailboxes, exit code, what was told: names of files in it are bytes as they are stored)"""
        done = stores.run(command, self.floppy, "--to", "json:-", "--no-progress")
        return ([json.loads(line) for line in done.stdout.decode().splitlines()], done.returncode,
                done.stderr.decode(errors="replace"))

    @staticmethod
    def texts(*mailboxes):
        return {stores.text_of(message) for mailbox in mailboxes for message in stores.messages_of(mailbox)}

    @staticmethod
    def wanted(*names):
        return {stores.text_of(message) for name in names
                for message in stores.Store(stores.SAMPLES / f"{name}.mmf").messages}
