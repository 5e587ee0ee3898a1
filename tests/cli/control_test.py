"""The control file of the Migration Wizard: it says what the command line leaves open, and nothing in it is passed over
in silence."""

from transcript import Transcript, main, tree

CONTROL = "! a batch run\r\nMode,MSMAILPC\r\nPostoffice,{source}\r\nImportDestination,PST\r\nPSTPath,{place}\r\n"


class ControlFile(Transcript):
    def write(self, text: str, name: str = "control.txt") -> str:
        (self.dir / name).write_bytes(text.encode("cp1252"))
        return name

    def test_a_whole_run(self) -> None:
        control = self.write(CONTROL.format(source=self.sample("basic"), place="pst") + "PAB,FALSE\r\nColour,blue\r\n")
        done = self.run_program("migrate", "--control", control, "--timezone", "UTC")
        self.assertIn(done.code, (0, 1), done.err)
        self.assertIn("line 7: the keyword Colour is not known", done.err)
        self.assertEqual(len(list((self.dir / "pst").glob("*.pst"))), 1)

    def test_the_command_line_wins(self) -> None:
        control = self.write(CONTROL.format(source="M:\\", place="D:\\pst"))
        done = self.run_program("migrate", self.sample("basic"), "--control", control, "--to", "json:out.json")
        self.assertIn(done.code, (0, 1), done.err)
        self.assertTrue((self.dir / "out.json").exists())
        self.assertFalse((self.dir / "D:\\pst").exists())

    def test_what_cannot_be_obeyed_is_refused_untouched(self) -> None:
        for text, code, words in ((CONTROL.format(source="M:\\", place="pst"), 66, "M:"),
                                  ("Postoffice,x\r\n", 64, "Mode"),
                                  ("Mode,MSMAILPC\r\nPostoffice,x\r\n", 64, "--to"),
                                  ("Mode,MSMAILPC\r\nEmail,PERHAPS\r\n", 64, "line 2")):
            with self.subTest(text):
                control = self.write(text)
                before = tree(self.dir)
                self.assert_refused(self.run_program("migrate", "--control", control), code, words)
                self.assertEqual(tree(self.dir), before)
        self.assert_refused(self.run_program("migrate", "--control", "nowhere.txt"), 66, "nowhere.txt")
        self.assert_refused(self.run_program("migrate", "--to", "maildir:out"), 64, "SOURCE")
        self.assert_refused(self.run_program("migrate", "x.mmf"), 64, "--to")


if __name__ == "__main__":
    main()
