"""`make install`: program, completion scripts, manual page, licence, below DESTDIR and PREFIX and nowhere else."""

import os
import shutil
import subprocess
import unittest

from transcript import Transcript, main, tree

BUILD = os.environ.get("RESTANTE_BUILD", "")  # the build directory the program lies in
EXPECTED = {"bin/restante", "share/bash-completion/completions/restante", "share/zsh/site-functions/_restante",
            "share/fish/vendor_completions.d/restante.fish", "share/man/man1/restante.1", "share/doc/restante/LICENSE",
            "share/doc/restante/NOTICE", "share/doc/restante/README.md"}


class Install(Transcript):
    @unittest.skipUnless(BUILD, "RESTANTE_BUILD names no build directory")
    def test_everything_has_its_place(self) -> None:
        command = ["cmake", "--install", BUILD, "--prefix", "/opt/restante"]
        subprocess.run(command, env=os.environ | {"DESTDIR": str(self.dir)}, capture_output=True, check=True)
        root = self.dir / "opt/restante"
        self.assertEqual({name for name, content in tree(root).items() if content}, EXPECTED)
        self.assertEqual([path.name for path in self.dir.iterdir()], ["opt"])
        done = subprocess.run([root / "bin/restante", "--version"], capture_output=True, check=True)
        self.assertTrue(done.stdout.startswith(b"restante "))
        for shell, name in (("bash", "bash-completion/completions/restante"), ("zsh", "zsh/site-functions/_restante"),
                            ("fish", "fish/vendor_completions.d/restante.fish")):
            self.assertEqual((root / "share" / name).read_bytes(), self.run_program("completion", shell).out)

    def test_manual_page(self) -> None:
        page = self.run_program("manual").out.decode()
        for word in (".TH RESTANTE 1", ".SS migrate", r"\fB\-\-dry\-run\fR", r"\fB\-\-to\fR \fITARGET\fR", ".TP\n130\n"):
            self.assertIn(word, page)
        self.assertNotIn("manual", self.run_program("--help").out.decode())
        if shutil.which("man") is None:
            return
        file = self.dir / "restante.1"
        file.write_text(page, encoding="utf-8")
        shown = subprocess.run(["man", "--warnings", "-l", str(file)], capture_output=True, check=False,
                               env=os.environ | {"MANWIDTH": "100", "LC_ALL": "C.UTF-8"})
        self.assertEqual((shown.returncode, shown.stderr), (0, b""))
        self.assertIn(b"--no-calendar", shown.stdout)


if __name__ == "__main__":
    main()
