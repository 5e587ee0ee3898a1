"""The LDIF for OpenLDAP as slapadd understands it, dry and into a database of its own."""

import base64
import os
import shutil
import subprocess
import unittest
from pathlib import Path

from accounts import Accounts

SCHEMA = Path("/etc/ldap/schema")
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
SUFFIX = "dc=example,dc=org"


def program(name: str) -> str:
    found = shutil.which(name, path=PATH)
    if found is None:
        raise unittest.SkipTest(f"{name} is not installed")
    return found


class OpenLdap(Accounts):
    def configuration(self) -> Path:
        database = self.dir / "database"
        database.mkdir(exist_ok=True)
        path = self.dir / "slapd.conf"
        path.write_text("\n".join([
            *(f"include {SCHEMA}/{name}.schema" for name in ("core", "cosine", "inetorgperson", "misc")),
            "modulepath /usr/lib/ldap", "moduleload back_mdb", "database mdb", f'suffix "{SUFFIX}"',
            f"directory {database}", "maxsize 67108864", ""]))
        return path

    def loaded(self, kind: str) -> list[dict[str, list[str]]]:
        """The entries as the directory gives them back."""
        self.findings = self.write(kind, f"?base={SUFFIX}&create-base=1")
        for path in self.files("openldap.ldif"):
            for options in (["-u"], []) if len(self.files("openldap.ldif")) == 1 else ([],):
                done = subprocess.run([program("slapadd"), "-f", self.configuration(), "-l", path, *options],
                                      capture_output=True, text=True, timeout=120, check=False)
                self.assertEqual(done.returncode, 0, done.stderr)
        done = subprocess.run([program("slapcat"), "-f", self.dir / "slapd.conf", "-o", "ldif-wrap=no"],
                              capture_output=True, text=True, timeout=120, check=True)
        entries: list[dict[str, list[str]]] = []
        for block in done.stdout.split("\n\n"):
            entry: dict[str, list[str]] = {}
            for line in filter(None, block.splitlines()):
                name, value = line.split(":", 1)
                text = base64.b64decode(value[1:]).decode("utf-8") if value.startswith(":") else value[1:]
                entry.setdefault(name, []).append(text)
            if entry:
                entries.append(entry)
        return entries

    def entry(self, entries: list[dict[str, list[str]]], uid: str) -> dict[str, list[str]]:
        found, = (entry for entry in entries if entry.get("uid") == [uid])
        return found

    def test_people_come_back_with_everything_that_is_known(self) -> None:
        entries = self.loaded("one")
        doe = self.entry(entries, "JDOE")
        self.assertEqual(doe["cn"], ["Doe, John"])
        self.assertEqual((doe["sn"], doe["givenName"]), (["Doe"], ["John"]))
        self.assertEqual(doe["mail"], ["john.doe@example.org"])
        self.assertEqual(doe["telephoneNumber"], ["+49 (30) 123-456"])
        self.assertEqual(doe["physicalDeliveryOfficeName"], ["7 B"])
        self.assertEqual(doe["departmentNumber"], ["R&D équipe"])
        self.assertIn("Phone number 2: #17 ask for Jörg", doe["description"])
        self.assertIn("likes tea\r\nand cake\r\nShoe size: 44", doe["description"])
        self.assertEqual(self.entry(entries, "JORG")["displayName"], ["Jörg Straße"])
        self.assertNotIn("mail", self.entry(entries, "NOADDR"))
        for text in ("ADMINSCH", "GONE", "UNWANTED"):
            self.assertFalse([entry for entry in entries if entry.get("uid") == [text]], text)

    def test_b39_r29_every_old_address_is_kept(self) -> None:
        entries = self.loaded("one")
        self.assertEqual(sorted(self.entry(entries, "JDOE")["mailLocalAddress"]),
                         ["MIGRATE:MS:ACME/HQ/JDOE", "MS:ACME/HQ/JDOE"])
        self.assertEqual(self.entry(entries, "JORG")["labeledURI"],
                         ["x-restante-address:MS:ACME/HQ/J%C3%96RG original address"])

    def test_groups_name_their_members(self) -> None:
        entries = self.loaded("one")
        everybody = self.entry(entries, "Everybody")
        ends = f",ou=ACME-HQ,{SUFFIX}"
        self.assertEqual(sorted(everybody["member"]),
                         sorted(f"uid={uid}{ends}" for uid in ("Ann_Elsewhere", "Inner_circle", "JDOE", "JORG", "Otto")))
        known = {entry["dn"][0] for entry in entries}
        for entry in entries:
            for member in filter(None, entry.get("member", [])):
                self.assertIn(member, known)

    def test_several_postoffices_load_one_after_another(self) -> None:
        entries = self.loaded("several")
        self.assertEqual(self.entry(entries, "Joerg_of_the_lab")["cn"], ["Jörg Straße"])
        self.assertTrue(self.entry(entries, "LAB"))

    def test_no_name_breaks_out(self) -> None:
        entries = self.loaded("hostile")
        self.assertFalse([entry for entry in entries if "cn=evil" in entry["dn"][0].lower()])
        self.assertEqual(self.entry(entries, "H6")["cn"], ["line\r\ndn: cn=evil,dc=x\r\nobjectClass: top"])
        self.assertEqual(sum("inetLocalMailRecipient" in entry["objectClass"] for entry in entries), 20)
        # One of 21 has the old address of another.
        self.assertEqual([line.split(" ")[0] for line in self.findings if "old address" in line], ["DIR-003"])

    def test_a_postoffice_without_anybody_is_a_unit(self) -> None:
        self.assertEqual(len(self.loaded("empty")), 2)


if __name__ == "__main__":
    unittest.main()
