"""The LDIF of the samples as slapadd understands it, dry and into a database of its own."""

import os
import shutil
import subprocess
import unittest
from pathlib import Path

from address_books import NAMES, AddressBooks, entries_of

SCHEMA = Path("/etc/ldap/schema")
MODULES = Path("/usr/lib/ldap")
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


def program(name: str) -> str:
    found = shutil.which(name, path=PATH)
    if found is None:
        raise unittest.SkipTest(f"{name} is not installed")
    return found


def unfolded(text: str) -> list[str]:
    return text.replace("\n ", "").splitlines()


class Ldif(AddressBooks):
    def configuration(self, suffix: str) -> Path:
        database = self.dir / "database"
        database.mkdir(exist_ok=True)
        path = self.dir / "slapd.conf"
        path.write_text("\n".join([
            *(f"include {SCHEMA}/{name}.schema" for name in ("core", "cosine", "inetorgperson")),
            f"modulepath {MODULES}", "moduleload back_mdb", "database mdb", f'suffix "{suffix}"',
            f"directory {database}", "maxsize 67108864", ""]))
        return path

    def slapadd(self, path: Path, suffix: str, *options: str) -> None:
        done = subprocess.run([program("slapadd"), "-f", self.configuration(suffix), "-l", path, *options],
                              capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def written(self, name: str, parameters: str = "", *options: str) -> Path:
        self.migrate(name, f"ldif:out{parameters}", *options)
        path, = self.files("out", ".ldif")
        return path

    def test_slapadd_accepts_every_sample(self):
        for name in NAMES:
            with self.subTest(name):
                path = self.written(name)
                self.slapadd(path, "dc=msmail,dc=invalid", "-u")
                shutil.rmtree(self.dir / "out")

    def test_the_base_follows_the_domain_and_the_parameter(self):
        path = self.written("pab", "", "--domain", "example.org")
        self.slapadd(path, "dc=example,dc=org", "-u")
        self.assertIn("mail: abell@example.org", unfolded(path.read_text(encoding="utf-8")))
        shutil.rmtree(self.dir / "out")
        self.slapadd(self.written("pab", "?base=ou=Old%20mail,o=ACME"), "o=ACME", "-u")

    def test_a_directory_gives_back_what_it_was_given(self):
        for name in NAMES:
            with self.subTest(name):
                path = self.written(name, "?base=dc=acme,dc=test&create-base=1")
                # The suffix entry must be the base: slapadd refuses parents that are missing.
                self.slapadd(path, "dc=acme,dc=test")
                done = subprocess.run([program("slapcat"), "-f", self.dir / "slapd.conf", "-o", "ldif-wrap=no"],
                                      capture_output=True, text=True, timeout=120, check=True)
                lines = done.stdout.splitlines()
                entries = entries_of(name)
                self.assertEqual(sum(line.startswith("uid: ") for line in lines), len(entries))
                self.assertEqual(sum(line == "objectClass: inetOrgPerson" for line in lines),
                                 sum(not entry.get("group") for entry in entries))
                members = sum(len(set(entry["members"])) or 1 for entry in entries if entry.get("group"))
                self.assertEqual(sum(line.startswith(("member:", "member::")) for line in lines), members)
                shutil.rmtree(self.dir / "out")
                shutil.rmtree(self.dir / "database")

    def test_fax_addresses_are_taken_apart(self):
        lines = unfolded(self.written("pab").read_text(encoding="utf-8"))
        for line in ("facsimileTelephoneNumber: 12345", "physicalDeliveryOfficeName: Co", "o: +1 555"):
            self.assertIn(line, lines)

    def test_a_second_run_writes_the_same_bytes(self):
        path = self.written("pab-big")
        before = path.read_bytes()
        self.assertEqual(self.written("pab-big").read_bytes(), before)

    def test_what_is_not_understood_is_refused(self):
        for parameters in ("?base=example.org", "?base=", "?create-base=yes", "?base=cn=x,dc=y&create-base=1", "?version=4"):
            self.migrate("pab", f"ldif:out{parameters}", code=64)
        self.assertFalse((self.dir / "out").exists())


if __name__ == "__main__":
    unittest.main()
