"""User lists: written by `users`, edited, taken back by `migrate --users`."""

import csv
import io
import json
import shutil

from transcript import Transcript, main, tree


class UserList(Transcript):
    """Two message files of one person, as no postoffice names them."""

    def setUp(self) -> None:
        super().setUp()
        self.shelf = self.dir / "shelf"
        self.shelf.mkdir()
        shutil.copy(self.sample("basic"), self.shelf / "A.MMF")
        shutil.copy(self.sample("pab"), self.shelf / "B.MMF")

    def listed(self, *options: object) -> list[dict[str, str]]:
        done = self.run_program("users", "shelf", "--out", "-", *options)
        self.assertEqual(done.code, 0, done.err)
        return list(csv.DictReader(io.StringIO(done.out.decode("utf-8-sig"), newline=""), strict=True))

    def save(self, rows: list[dict[str, str]], leading: str = "") -> None:
        with (self.dir / "users.csv").open("w", encoding="utf-8", newline="") as file:
            file.write(leading)
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    def migrate(self, place: str, *options: object, code: int = 0) -> str:
        done = self.run_program("migrate", "shelf", "--to", f"maildir:{place}", "--timezone", "UTC", "--no-contacts",
                                "--no-progress", *options)
        self.assertEqual(done.code, code, done.err)
        return done.err

    def mailboxes(self, place: str) -> list[str]:
        return sorted(path.name for path in (self.dir / place).iterdir() if path.is_dir())


class Single(Transcript):
    def test_a_message_file_is_a_list_of_one(self) -> None:
        done = self.run_program("users", self.sample("basic"), "--out", "-")
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual(done.out.decode(), "SFS_UserName,SFS_FullName,MigrateUser,Obj-Class,Mode,Common-Name,Display-Name,"
                         "Given-Name,Surname,Home-Server,Comment,Assoc-NT-Account,Secondary-Proxy-Addresses\r\n"
                         "JDOE,,Y,mailbox,create,JDOE,JDOE,,,~SERVER,,,migrate:MS:ACME/HQ/JDOE%MS:ACME/HQ/JDOE\r\n")

    def test_the_list_takes_its_place_and_nothing_elses(self) -> None:
        sample = shutil.copy(self.sample("basic"), self.dir / "MSMAIL.MMF")
        self.assertEqual(self.run_program("users", sample, "--out", "users.csv").code, 0)
        first = (self.dir / "users.csv").read_bytes()
        self.assertEqual(self.run_program("users", sample, "--out", "users.csv").code, 0)
        self.assertEqual((self.dir / "users.csv").read_bytes(), first)
        (self.dir / "letter.txt").write_text("mine")
        (self.dir / "shelf").mkdir()
        shutil.copy(sample, self.dir / "shelf")
        before = tree(self.dir)
        for arguments, words in ((("MSMAIL.MMF", "--out", "letter.txt"), "no user list"),
                                 (("MSMAIL.MMF", "--out", "MSMAIL.MMF"), "source"),
                                 (("shelf", "--out", "shelf/users.csv"), "source"),
                                 (("MSMAIL.MMF", "--out", "shelf"), "directory")):
            self.assert_refused(self.run_program("users", *arguments), 64, words)
        self.assert_refused(self.run_program("users", "nothing.mmf", "--out", "x.csv"), 66)
        self.assert_refused(self.run_program("users", "MSMAIL.MMF", "--out", "no/such/x.csv"), 74)
        self.assertEqual(tree(self.dir), before)
        self.assertEqual(self.run_program("users", sample, "--out", "letter.txt", "--overwrite").code, 0)
        self.assertEqual((self.dir / "letter.txt").read_bytes(), first)

    def test_a_directory_of_accounts_beside_the_mail(self) -> None:
        done = self.run_program("migrate", self.sample("pab"), "--to", "directory:out/accounts", "--to", "maildir:out/mail",
                                "--domain", "example.org", "--timezone", "UTC", "--no-contacts")
        self.assertEqual(done.code, 0, done.err)
        with (self.dir / "out" / "accounts" / "address-map.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([row["new"] for row in rows], ["jdoe@example.org"])
        alone = self.run_program("migrate", self.sample("pab"), "--to", "directory:alone", "--timezone", "UTC")
        self.assertEqual(alone.code, 0, alone.err)
        again = self.run_program("migrate", self.sample("basic"), "--to", "maildir:.", "--timezone", "UTC")
        self.assertEqual(again.code, 0, again.err)


class Edited(UserList):
    def test_a_list_nobody_edited_changes_nothing(self) -> None:
        self.save(self.listed())
        self.migrate("plain")
        self.migrate("listed", "--users", "users.csv")
        plain, listed = tree(self.dir / "plain"), tree(self.dir / "listed")
        for one in (plain, listed):
            for name in [name for name in one if "restante-report" in name]:
                del one[name]
        self.assertEqual(plain, listed)

    def test_b07_names_match_without_case_and_blanks(self) -> None:
        rows = self.listed()
        for row in rows:
            row["SFS_UserName"] = f" {row['SFS_UserName'].lower()} "
            row["Secondary-Proxy-Addresses"] = row["Secondary-Proxy-Addresses"].lower()
            row["Common-Name"] = "John"
        self.save(rows, "Microsoft Mail\r\nACME/HQ\r\n")
        self.migrate("mail", "--users", "users.csv")
        self.assertEqual(self.mailboxes("mail"), ["John", "John%~2"])

    def test_several_files_of_one_person_are_one_account(self) -> None:
        rows = self.listed()
        self.assertEqual([row["SFS_UserName"] for row in rows], ["JDOE"])
        done = self.run_program("migrate", "shelf", "--to", "directory:accounts", "--timezone", "UTC")
        self.assertEqual(done.code, 0, done.err)


class OneRow(Transcript):
    """A list for one mailbox, JDOE."""

    def users(self, *rows: str, header: str = "SFS_UserName,MigrateUser,Common-Name") -> None:
        (self.dir / "users.csv").write_text("\r\n".join([header, *rows, ""]))

    def migrate(self, *options: object, target: str = "maildir:mail"):
        return self.run_program("migrate", self.sample("basic"), "--to", target, "--users", "users.csv", "--timezone", "UTC",
                                "--no-contacts", *options)

    def test_a_new_name_is_that_of_the_mailbox_in_every_target(self) -> None:
        self.users("JDOE,Y,john.doe")
        for target, place in (("maildir:mail", "mail/john.doe"), ("eml:eml", "eml/john.doe"), ("pst:pst", "pst/john.doe.pst"),
                              ("mbox:mbox", "mbox/john.doe")):
            self.assertIn(self.migrate(target=target).code, (0, 1))
            self.assertTrue((self.dir / place).exists(), place)
        document = json.loads(self.migrate(target="json:-").out)
        self.assertEqual((document["mailbox"]["name"], document["mailbox"]["address"]), ("john.doe", "MS:ACME/HQ/JDOE"))
        self.migrate(target="directory:accounts")
        self.assertIn(b"uid=john.doe,ou=ACME-HQ", (self.dir / "accounts" / "openldap.ldif").read_bytes())
        self.assertIn(b"john.doe.pst", (self.dir / "accounts" / "mailbox-import.csv").read_bytes())

    def test_n_means_not_migrated(self) -> None:
        self.users("JDOE,N,")
        done = self.migrate("--report", "report")
        self.assertEqual(done.code, 0, done.err)
        totals = json.loads((self.dir / "report" / "restante-report.json").read_text(encoding="utf-8"))["totals"]
        self.assertEqual((totals["messages"]["delivered"], totals["messages"]["skipped"]), (0, 5))
        self.assertFalse((self.dir / "mail" / "JDOE").exists())

    def test_who_is_not_in_the_list_is_skipped_and_b07_said(self) -> None:
        self.users("SOMEBODY,Y,")
        done = self.migrate()
        self.assertEqual(done.code, 2, done.err)
        self.assertIn("DIR-012", done.err)
        self.assertIn("SOMEBODY", done.err)
        self.assertFalse((self.dir / "mail" / "JDOE").exists())

    def test_mistakes_are_refused_before_anything_is_written(self) -> None:
        for rows, header, words in ((["JDOE,Y,J\u00f6rg"], "SFS_UserName,MigrateUser,Common-Name", "users.csv:2"),
                                    (["JDOE,Y"], "SFS_UserName,ShoeSize", "ShoeSize"),
                                    (["JDOE,"], "SFS_UserName,MigrateUser", "MigrateUser"),
                                    (["a,b"], "old,new", "SFS_UserName")):
            self.users(*rows, header=header)
            self.assert_refused(self.migrate(), 64, words)
        (self.dir / "users.csv").unlink()
        self.assert_refused(self.migrate(), 64, "users.csv")
        self.assertFalse((self.dir / "mail").exists())

    def test_two_rows_for_one_mailbox_are_none(self) -> None:
        self.users("JDOE,Y,a", "j doe,Y,b")
        done = self.migrate()
        self.assertEqual(done.code, 2, done.err)
        self.assertIn("DIR-013", done.err)


if __name__ == "__main__":
    main()
