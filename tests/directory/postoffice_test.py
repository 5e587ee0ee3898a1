"""A whole postoffice, made by `restante forge`: its users as a list, edited, and as accounts."""

import csv
import json
import os
import subprocess
import unittest
from pathlib import Path

from accounts import Accounts

PROGRAM = os.environ["RESTANTE"]


def run(directory: Path, *arguments: object) -> subprocess.CompletedProcess:
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=directory, capture_output=True, timeout=300, check=False,
                          env={**os.environ, "HOME": str(directory / "home"), "LC_ALL": "C.UTF-8"})


def can_forge() -> bool:
    return run(Path("/"), "forge", "--help").returncode == 0


@unittest.skipUnless(can_forge(), "this version makes no postoffices")
class WholePostoffice(Accounts):
    def forge(self, kind: str, seed: int) -> dict:
        done = run(self.dir, "forge", "po", "--users", 8, "--messages", 16, "--seed", seed, "--kind", kind, "--truth", "truth.json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads((self.dir / "truth.json").read_text(encoding="utf-8"))

    def users(self) -> list[dict[str, str]]:
        done = run(self.dir, "users", "po", "--out", "users.csv", "--overwrite")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        with (self.dir / "users.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    def save(self, rows: list[dict[str, str]]) -> None:
        with (self.dir / "users.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    def test_r20_the_list_names_everybody(self) -> None:
        for kind in ("retail", "workgroup"):
            for seed in range(1, 4):
                with self.subTest(kind=kind, seed=seed):
                    self.setUp()
                    truth = self.forge(kind, seed)
                    place = f"{truth['network']}/{truth['postoffice']}/"
                    listed = {row["SFS_UserName"].upper(): row["SFS_FullName"] for row in self.users()
                              if f":{place.upper()}" in row["Secondary-Proxy-Addresses"].upper() and row["MigrateUser"] == "Y"}
                    named = {user["mailbox"].upper(): user["display_name"] for user in truth["users"]}
                    gone = {user["mailbox"].upper() for user in truth["users"] if user["deleted"]}
                    # Whether an account was deleted is for the source to find out, and it cannot always.
                    self.assertEqual({name: full for name, full in listed.items() if name not in gone},
                                     {name: full for name, full in named.items() if name not in gone})

    def test_b19_r21_phone_and_office_arrive(self) -> None:
        for kind in ("retail", "workgroup"):
            with self.subTest(kind):
                self.setUp()
                truth = self.forge(kind, 5)
                done = run(self.dir, "migrate", "po", "--to", "directory:accounts", "--no-progress")
                self.assertIn(done.returncode, (0, 1, 2), done.stderr)
                whole = "".join(path.read_text(encoding="utf-8")
                                for path in sorted((self.dir / "accounts").glob("*openldap.ldif")))
                told = 0
                for user in truth["users"]:
                    if user["deleted"]:
                        continue
                    entry = next(one for one in whole.split("\n\n") if f"/{user['mailbox']}\n" in one)
                    for label, attribute in (("Phone #1", "telephoneNumber"), ("Office", "physicalDeliveryOfficeName")):
                        if label in user["details"]:
                            self.assertIn(f"{attribute}: {user['details'][label]}\n", entry + "\n")
                            told += 1
                self.assertGreater(told, 4)

    def test_b07_an_edited_list_decides_who_comes_and_how_he_is_called(self) -> None:
        self.forge("retail", 1)
        rows = [row for row in self.users() if row["MigrateUser"] == "Y"]
        rows[1]["Common-Name"] = "Somebody Else"
        rows[2]["MigrateUser"] = "N"
        kept = [row["SFS_UserName"] for row in rows[:1] + rows[3:]]
        self.save(rows)
        done = run(self.dir, "migrate", "po", "--users", "users.csv", "--to", "maildir:mail", "--to", "directory:accounts",
                   "--no-shared", "--domain", "example.org", "--quiet")
        self.assertIn(done.returncode, (0, 1, 2), done.stderr)
        names = {path.name for path in (self.dir / "mail").iterdir() if path.is_dir()}
        self.assertIn("Somebody Else", names)
        self.assertNotIn(rows[1]["SFS_UserName"], names)
        self.assertNotIn(rows[2]["SFS_UserName"], names)
        self.assertLessEqual(set(kept), names)
        text = "".join(path.read_text(encoding="utf-8") for path in (self.dir / "accounts").glob("*openldap.ldif"))
        self.assertIn("uid=Somebody_Else,", text)
        self.assertNotIn(f"uid={rows[2]['SFS_UserName']},", text)


if __name__ == "__main__":
    unittest.main()
