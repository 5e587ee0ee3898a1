"""The tables as Python's csv module understands them, and the files as a whole."""

import os
import subprocess
import unittest
from pathlib import Path

from accounts import Accounts

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "mmf" / "basic.mmf"
MICROSOFT_365 = ["Workload", "FilePath", "Name", "Mailbox", "IsArchive", "TargetRootFolder", "ContentCodePage",
                 "SPFileContainer", "SPManifestContainer", "SPSiteUrl"]


class Tables(Accounts):
    def test_the_user_list_has_the_columns_of_the_wizard(self) -> None:
        self.write("one")
        rows = self.rows("users.csv")
        self.assertEqual(list(rows[0])[:13],
                         ["SFS_UserName", "SFS_FullName", "MigrateUser", "Obj-Class", "Mode", "Common-Name", "Display-Name",
                          "Given-Name", "Surname", "Home-Server", "Comment", "Assoc-NT-Account", "Secondary-Proxy-Addresses"])
        names = {row["SFS_UserName"]: row for row in rows}
        self.assertEqual({name: row["MigrateUser"] for name, row in names.items()},
                         {"ADMIN": "Y", "JDOE": "Y", "JÖRG": "Y", "NOADDR": "Y", "ADMINSCH": "N", "UNWANTED": "N"})
        self.assertEqual(names["ADMIN"]["Common-Name"], "HQ")
        self.assertEqual(names["JÖRG"]["Common-Name"], "JORG")
        self.assertEqual(names["JDOE"]["Secondary-Proxy-Addresses"], "migrate:MS:ACME/HQ/JDOE%MS:ACME/HQ/JDOE")
        self.assertEqual(names["JDOE"]["Phone number"], "+49 (30) 123-456")

    def test_a_mark_says_utf8_where_there_are_letters_beyond_ascii(self) -> None:
        self.write("one")
        self.write("empty", place="empty")
        self.assertTrue((self.dir / "out" / "users.csv").read_bytes().startswith(b"\xef\xbb\xbfSFS_UserName,"))
        self.assertTrue((self.dir / "empty" / "users.csv").read_bytes().startswith(b"SFS_UserName,"))

    def test_the_directory_import_has_a_row_for_each_kind(self) -> None:
        self.write("one")
        rows = {row["Common-Name"]: row for row in self.rows("directory-import.csv")}
        self.assertEqual(list(rows["JDOE"])[:3], ["Obj-Class", "Mode", "Common-Name"])
        self.assertEqual({row["Obj-Class"] for row in rows.values()}, {"mailbox", "remote", "dl"})
        self.assertEqual(rows["JDOE"]["Secondary-Proxy-Addresses"],
                         "SMTP:john.doe@example.org%migrate:MS:ACME/HQ/JDOE%MS:ACME/HQ/JDOE")
        self.assertEqual(rows["JDOE"]["Notes"], "likes tea\\r\\nand cake\\r\\nShoe size: 44")
        self.assertEqual(rows["Otto"]["E-mail Address"], "MS:OTHER/PO/OTTO")
        self.assertEqual(rows["Everybody"]["Members"], "%".join(
            f"Recipients/cn={name}" for name in ("JDOE", "JORG", "Ann Elsewhere", "Otto", "Inner circle")))

    def test_mailboxes_find_their_pst_files(self) -> None:
        self.write("one", "?pst=%5C%5Cserver%5Cshare")
        rows = {row["Mailbox"]: row for row in self.rows("mailbox-import.csv")}
        self.assertEqual(rows["JDOE"]["FilePath"], "\\\\server\\share\\JDOE.pst")
        self.assertEqual(rows["HQ"]["FilePath"], "\\\\server\\share\\ADMIN.pst")
        cloud = self.rows("microsoft-365-import.csv")
        self.assertEqual(list(cloud[0]), MICROSOFT_365)
        self.assertEqual([row["Mailbox"] for row in cloud], ["john.doe@example.org", "joerg@example.org"])
        self.assertEqual({row["Workload"] for row in cloud}, {"Exchange"})

    def test_the_address_map_is_taken_by_migrate(self) -> None:
        for kind in ("one", "hostile"):
            self.write(kind, place=kind)
            done = subprocess.run([os.environ["RESTANTE"], "migrate", SAMPLE, "--to", f"eml:{self.dir}/mail", "--dry-run",
                                   "--quiet", "--map", self.dir / kind / "address-map.csv"],
                                  env={**os.environ, "HOME": str(self.dir)}, capture_output=True, text=True, timeout=60, check=False)
            self.assertIn(done.returncode, (0, 1), done.stderr)
        self.assertIn(("MS:ACME/HQ/JDOE", "john.doe@example.org"),
                      [(row["old"], row["new"]) for row in self.rows("address-map.csv", "one")])

    def test_hostile_names_stay_in_their_fields(self) -> None:
        self.write("hostile")
        for path in self.files(".csv"):
            for row in self.rows(path.name):
                self.assertNotIn(None, row, path.name)
                self.assertNotIn(None, row.values(), path.name)
        names = {row["SFS_FullName"] for row in self.rows("users.csv")}
        self.assertIn("a,b;c\td\"e\"", names)
        self.assertIn("line\r\ndn: cn=evil,dc=x\r\nobjectClass: top", names)


class Files(Accounts):
    def content(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.dir / "out").iterdir()}

    def test_r27_r28_what_is_left_out_or_renamed_is_named(self) -> None:
        findings = self.write("one")
        for start in ("DIR-001 ACME-HQ/ADMINSCH", "DIR-002 ACME-HQ/GONE", "DIR-004 ACME-HQ/Inner circle: GONE",
                      "DIR-004 ACME-HQ/Inner circle: NOSUCH", "DIR-006 ACME-HQ/ADMIN: ADMIN is HQ now",
                      "DIR-008 ACME-HQ/John again", "DIR-009 : 4 of 4", "DIR-011 Nobody", "DIR-014 ACME-HQ/JÖRG"):
            self.assertTrue(any(line.startswith(start) for line in findings), (start, findings))

    def test_r27_administrators_of_several_postoffices_stay_apart(self) -> None:
        self.write("several")
        names = [row["Common-Name"] for path in self.files("directory-import.csv") for row in self.rows(path.name)]
        self.assertIn("HQ", names)
        self.assertIn("LAB", names)
        self.assertEqual(len(names), len({name.lower() for name in names}))

    def test_a_second_run_writes_the_same_bytes_and_takes_away_what_is_no_more(self) -> None:
        self.write("one")
        before = self.content()
        self.write("several")
        self.assertEqual({name.split(".")[0] for name in self.content() if name.count(".") == 2},
                         {"ACME-HQ", "ACME-LAB", "WGPO0000"})
        self.write("one")
        self.assertEqual(self.content(), before)

    def test_what_is_foreign_is_refused_and_stays(self) -> None:
        self.write("one")
        (self.dir / "out" / "letter.txt").write_text("mine")
        done = subprocess.run([os.environ["RESTANTE_WRITE_ACCOUNTS"], "one", f"directory:{self.dir}/out"],
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("letter.txt", done.stderr)
        self.assertEqual((self.dir / "out" / "letter.txt").read_text(), "mine")

    def test_what_is_not_understood_is_refused(self) -> None:
        for parameters in ("?base=example.org", "?base=", "?create-base=yes", "?base=cn=x,dc=y&create-base=1", "?color=1"):
            done = subprocess.run([os.environ["RESTANTE_WRITE_ACCOUNTS"], "one", f"directory:{self.dir}/no{parameters}"],
                                  capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual(done.returncode, 1, parameters)
        self.assertFalse((self.dir / "no").exists())


if __name__ == "__main__":
    unittest.main()
