"""Old addresses become reachable ones: --map, --domain, and inspect --addresses as the beginning of a map."""

import csv
import email
import email.policy
import io
import json
import unittest

from transcript import Transcript


class AddressMap(Transcript):
    def rows(self, *options):
        done = self.run_program("inspect", self.sample("basic"), "--addresses", *options)
        self.assertIn(done.code, (0, 1), done.err)
        return list(csv.DictReader(io.StringIO(done.out.decode("utf-8"), newline="")))

    def write(self, name, content):
        path = self.dir / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def messages(self, target):
        for path in sorted((self.dir / target).rglob("*.eml")):
            yield email.message_from_bytes(path.read_bytes(), policy=email.policy.default)

    def test_inspect_lists_every_address_with_its_count(self):
        rows = self.rows()
        by_old = {row["old"]: row for row in rows}
        self.assertEqual(len(by_old), len(rows))
        self.assertEqual(list(by_old), sorted(by_old, key=str.casefold))
        self.assertEqual(by_old["SMTP:ann@example.com"]["reach"], "internet")
        self.assertEqual(by_old["MS:ACME/HQ/JROE"]["reach"], "no")
        self.assertEqual(by_old["MS:ACME/HQ/JROE"]["new"], "")
        self.assertGreater(int(by_old["MS:ACME/HQ/JDOE"]["count"]), 0)
        document = self.document("basic")
        used = {f"{one.get('type')}:{one.get('address')}" for folder in document["folders"]
                for message in folder["messages"] for kind in ("from", "to", "cc", "bcc")
                for one in message.get(kind, []) if one.get("type") == "MS"}
        self.assertEqual(used, {old for old in by_old if old.startswith("MS:")})

    def test_the_list_edited_is_a_map(self):
        rows = self.rows()
        for row in rows:
            if row["reach"] == "no":
                row["new"] = f"person{len(row['old'])}@example.org"
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        path = self.write("map.csv", text.getvalue())
        covered = {row["reach"] for row in self.rows("--map", path)}
        self.assertEqual(covered, {"internet", "map"})
        done = self.run_program("migrate", self.sample("basic"), "--to", "eml:out", "--map", path)
        self.assertIn(done.code, (0, 1), done.err)
        report = json.loads((self.dir / "out/restante-report.json").read_text(encoding="utf-8"))
        self.assertEqual(report["unresolved"], [])
        self.assertEqual(report["options"]["map"], str(path))

    def test_the_list_as_it_is_changes_nothing(self):
        done = self.run_program("inspect", self.sample("basic"), "--addresses")
        path = self.write("map.csv", done.out)
        plain = self.document("basic")
        self.assertEqual(self.document("basic", "--map", path), plain)

    def test_mapped_addresses_in_mail_with_the_original_beside(self):
        path = self.write("map.csv", "old,new\nMS:ACME/HQ/JROE,jane.roe@example.org\nMS:ACME/*,*@acme.example\n")
        done = self.run_program("migrate", self.sample("basic"), "--to", "eml:out", "--to", "json:mail.json", "--map", path)
        self.assertIn(done.code, (0, 1), done.err)
        found = 0
        for message in self.messages("out"):
            for kind in ("From", "To", "Cc", "Bcc"):
                original = str(message.get(f"X-Restante-{kind}", ""))
                addresses = [one.addr_spec for one in message[kind].addresses] if message[kind] else []
                if "MS:ACME/HQ/JROE" in original:
                    found += 1
                    self.assertIn("jane.roe@example.org", addresses)
                if "MS:ACME/HQ/JDOE" in original:
                    self.assertIn("hq=2fjdoe@acme.example", addresses)
        self.assertGreater(found, 0)
        document = json.loads((self.dir / "mail.json").read_text(encoding="utf-8"))
        addresses = [one for folder in document["folders"] for message in folder["messages"]
                     for one in message.get("from", []) + message.get("to", [])]
        for one in addresses:
            if one.get("address") == "ACME/HQ/JROE":
                self.assertEqual((one["type"], one["mapped"]), ("MS", "jane.roe@example.org"))
            if one.get("type") == "SMTP":
                self.assertNotIn("mapped", one)

    def test_domain(self):
        reach = {row["old"]: (row["reach"], row["new"]) for row in self.rows("--domain", "example.net")}
        self.assertEqual(reach["MS:ACME/HQ/JROE"], ("domain", "jroe@example.net"))
        self.assertEqual(reach["FAX:+49 1"], ("no", ""))

    def test_unresolved_addresses_are_in_the_report(self):
        self.run_program("migrate", self.sample("basic"), "--to", "eml:out")
        report = json.loads((self.dir / "out/restante-report.json").read_text(encoding="utf-8"))
        unresolved = {one["address"]: one for one in report["unresolved"]}
        self.assertIn("MS:ACME/HQ/JROE", unresolved)
        self.assertNotIn("SMTP:ann@example.com", unresolved)
        text = (self.dir / "out/restante-report.txt").read_text(encoding="utf-8")
        self.assertIn("MS:ACME/HQ/JROE", text)

    def test_toml(self):
        path = self.write("map.toml", '[[rule]]\nold = "JROE"\nnew = "jane@example.org"\n')
        reach = {row["old"]: row["new"] for row in self.rows("--map", path) if row["reach"] == "map"}
        self.assertEqual(reach, {"MS:ACME/HQ/JROE": "jane@example.org"})

    def test_idle_lines_are_named(self):
        path = self.write("map.csv", "old,new\nMS:NO/SUCH/ONE,x@example.org\n")
        self.run_program("migrate", self.sample("basic"), "--to", "eml:out", "--map", path)
        report = json.loads((self.dir / "out/restante-report.json").read_text(encoding="utf-8"))
        idle = [one for one in report["findings"] if one["code"] == "ADDR-001"]
        self.assertEqual([one["text"] for one in idle], ["1 of them: line 2"])

    def test_json_inspection_lists_addresses_when_asked(self):
        document = json.loads(self.run_program("inspect", self.sample("basic"), "--json", "--addresses").out)
        self.assertIn({"old": "SMTP:ann@example.com", "new": "ann@example.com", "reach": "internet"}.items(),
                      [{key: one[key] for key in ("old", "new", "reach") if key in one}.items()
                       for one in document["sources"][0]["addresses"]])
        self.assertNotIn("addresses", json.loads(self.run_program("inspect", self.sample("basic"), "--json").out)["sources"][0])

    def test_bad_maps_are_refused_before_anything_is_written(self):
        cases = {"missing": (self.dir / "none.csv", "none.csv"),
                 "directory": (self.dir, "directory"),
                 "binary": (self.write("binary.csv", bytes(range(256)) * 40), "binary.csv:1:"),
                 "duplicate header": (self.write("twice.csv", "old,new,old\n"), "twice.csv:1:"),
                 "unknown column": (self.write("column.csv", "old,new,phone\n"), "column.csv:1: "),
                 "bad wildcard": (self.write("star.csv", "old,new\nMS:A/B/C,*@example.org\n"), "star.csv:2: "),
                 "no address": (self.write("bad.csv", "old,new\n\nMS:A/B/C,nobody\n"), "bad.csv:3: "),
                 "long line": (self.write("long.csv", "old,new\n" + "x" * 1_000_000 + ",a@example.org\n"), "long.csv:2: "),
                 "unknown key": (self.write("key.toml", '[[rule]]\nold = "A"\nphone = "1"\n'), "key.toml:3: ")}
        for name, (path, words) in cases.items():
            with self.subTest(name):
                done = self.run_program("migrate", self.sample("basic"), "--to", "eml:out", "--map", path)
                self.assert_refused(done, 64, words)
                self.assertFalse((self.dir / "out").exists())

    def test_map_without_addresses_is_no_inspection(self):
        self.assert_refused(self.run_program("inspect", self.sample("basic"), "--domain", "example.org"), 64, "--addresses")


if __name__ == "__main__":
    unittest.main()
