"""The LDIF for Active Directory as Samba's Active Directory takes it, schema, syntax and references checked."""

import base64
import importlib.util
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from accounts import Accounts

BASE = "DC=example,DC=org"
SAM = Path("private") / "sam.ldb"
DISABLED = 2
Entry = dict[str, list[str]]


@unittest.skipUnless(shutil.which("ldbadd") and importlib.util.find_spec("samba"), "Samba's tools are not installed")
class ActiveDirectory(Accounts):
    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory(prefix="restante-samba-")
        cls.addClassCleanup(scratch.cleanup)
        cls.fresh = Path(scratch.name) / "fresh"
        done = subprocess.run([sys.executable, Path(__file__).with_name("provision.py"), cls.fresh], capture_output=True,
                              text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr

    def setUp(self) -> None:
        super().setUp()
        shutil.copytree(self.fresh, self.dir / "samba", symlinks=True)

    def ldb(self, program: str, *arguments: object) -> str:
        done = subprocess.run([program, "-H", self.dir / "samba" / SAM, *map(str, arguments)], capture_output=True,
                              text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        return done.stdout

    def loaded(self, kind: str) -> list[Entry]:
        """Everything in the units of the postoffices, as the directory gives it back."""
        findings = self.write(kind, f"?base={BASE}")
        self.findings = findings
        for program, name in (("ldbadd", "active-directory.ldif"), ("ldbmodify", "active-directory-members.ldif"),
                              ("ldbmodify", "active-directory-exchange.ldif")):
            for path in self.files(name):
                self.ldb(program, path)
        entries = []
        for path in self.files("active-directory.ldif"):
            unit = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("dn: ")
            entries += self.search(unit)
        return entries

    def search(self, base: str) -> list[Entry]:
        entries = []
        for block in self.ldb("ldbsearch", "-b", base, "(objectClass=*)", "*").replace("\n ", "").split("\n\n"):
            entry: Entry = {}
            for line in block.splitlines():
                if line.startswith("#") or ":" not in line:
                    continue
                name, value = line.split(":", 1)
                text = base64.b64decode(value[1:]).decode("utf-8", "replace") if value.startswith(":") else value[1:]
                entry.setdefault(name, []).append(text)
            if "dn" in entry:
                entries.append(entry)
        return entries

    def entry(self, entries: list[Entry], name: str) -> Entry:
        found, = (entry for entry in entries if entry.get("cn") == [name])
        return found

    def test_people_are_disabled_users_with_everything_that_is_known(self) -> None:
        entries = self.loaded("one")
        doe = self.entry(entries, "JDOE")
        self.assertEqual(doe["sAMAccountName"], ["JDOE"])
        self.assertEqual(doe["userPrincipalName"], ["john.doe@example.org"])
        self.assertEqual((doe["displayName"], doe["sn"], doe["givenName"]), (["Doe, John"], ["Doe"], ["John"]))
        self.assertEqual((doe["telephoneNumber"], doe["otherTelephone"]), (["+49 (30) 123-456"], ["#17 ask for Jörg"]))
        self.assertEqual((doe["physicalDeliveryOfficeName"], doe["department"]), (["7 B"], ["R&D équipe"]))
        self.assertEqual(doe["info"], ["likes tea\r\nand cake\r\nShoe size: 44"])
        self.assertEqual(doe["mailNickname"], ["JDOE"])
        self.assertEqual(self.entry(entries, "JORG")["displayName"], ["Jörg Straße"])
        for person in (entry for entry in entries if "user" in entry["objectClass"]):
            self.assertTrue(int(person["userAccountControl"][0]) & DISABLED)

    def test_b39_r29_every_old_address_is_a_proxy(self) -> None:
        entries = self.loaded("one")
        self.assertEqual(sorted(self.entry(entries, "JDOE")["proxyAddresses"]),
                         ["MIGRATE:MS:ACME/HQ/JDOE", "MS:ACME/HQ/JDOE", "SMTP:john.doe@example.org"])
        self.assertEqual(sorted(self.entry(entries, "JORG")["proxyAddresses"]),
                         ["MIGRATE:MS:ACME/HQ/JÖRG", "MS:ACME/HQ/JÖRG", "SMTP:joerg@example.org"])
        self.assertEqual(sorted(self.entry(entries, "Exchange User")["proxyAddresses"]),
                         ["SMTP:exuser@example.org", "X500:/o=ACME/ou=SITE/cn=Recipients/cn=EXUSER"])
        self.assertEqual(self.entry(entries, "Otto")["targetAddress"], ["MS:OTHER/PO/OTTO"])

    def test_groups_in_circles_are_loaded(self) -> None:
        entries = self.loaded("one")
        self.assertEqual(sorted(self.entry(entries, "Everybody")["member"]),
                         sorted(f"CN={name},OU=ACME-HQ,{BASE}"
                                for name in ("Ann Elsewhere", "Inner circle", "JDOE", "JORG", "Otto")))
        self.assertIn(f"CN=Everybody,OU=ACME-HQ,{BASE}", self.entry(entries, "Inner circle")["member"])
        self.assertNotIn("member", self.entry(entries, "Nobody"))

    def test_b40_namesakes_of_other_postoffices_do_not_become_one(self) -> None:
        entries = self.loaded("several")
        self.assertEqual(len([entry for entry in entries if entry.get("sAMAccountName") == ["JDOE"]]), 1)
        collisions = [line for line in self.findings if line.startswith("DIR-003")]
        self.assertTrue(any("ACME-LAB/JDOE" in line and "ACME-HQ/JDOE" in line for line in collisions), collisions)
        self.assertTrue(any("WGPO0000/PETER" in line and "john.doe@example.org" in line for line in collisions))
        self.assertEqual(self.entry(entries, "Joerg of the lab")["displayName"], ["Jörg Straße"])

    def test_no_name_breaks_out(self) -> None:
        entries = self.loaded("hostile")
        self.assertFalse([entry for entry in entries if "cn=evil" in entry["dn"][0].lower()])
        shown = [entry["displayName"][0] for entry in entries if entry.get("cn", [""])[0].startswith("H")]
        self.assertIn("line\r\ndn: cn=evil,dc=x\r\nobjectClass: top", shown)
        self.assertTrue(any(line.startswith("DIR-010") for line in self.findings), "nothing was said of what was cut")


if __name__ == "__main__":
    unittest.main()
