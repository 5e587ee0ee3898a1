import { expect, test } from "vitest";
import contacts from "../../docs/targets/contacts.md?raw";
import ews from "../../docs/targets/ews.md?raw";
import imap from "../../docs/targets/imap.md?raw";
import mail from "../../docs/targets/mail.md?raw";
import migration from "../../docs/targets/migration.md?raw";
import pst from "../../docs/targets/pst.md?raw";
import { lossesOf } from "./losses";
import { NO_DESTINATION } from "./target";

// The numbers in those rows of "Every field" that say "lost", or "left out" and "lost" of a changed field.
function lostIn(page: string): string[] {
  const table = page.split("## Every field")[1]?.split("\n## ")[0] ?? "";
  const rows = table.split("\n").filter((line) => /^\| `/.test(line));
  expect(rows.length).toBeGreaterThan(5);
  const numbers = rows.flatMap((line) => {
    const [, , verdict = "", where = ""] = line.split("|").map((cell) => cell.trim());
    if (verdict === "lost") return where.match(/\b[A-Z]+-\d{3}\b/g) ?? [];
    return verdict === "changed" ? (where.match(/(?:left out|lost|only (?:the|their) number[^(]*) \([A-Z]+-\d{3}\)/g) ?? []) : [];
  });
  return [...new Set(numbers.map((text) => text.match(/[A-Z]+-\d{3}/)?.[0] ?? ""))].sort();
}

test.each([
  ["pst", pst],
  ["eml", mail],
  ["imap", imap],
  ["ews", ews],
  ["migration", migration],
  ["contacts", contacts],
] as const)("%s loses what its page says", (kind, page) => {
  expect([...lossesOf({ ...NO_DESTINATION, kind })].sort()).toEqual(lostIn(page));
});

test("a bag loses what the files in it lose", () => {
  expect(lossesOf({ ...NO_DESTINATION, kind: "bag", inner: "pst" })).toEqual(lossesOf({ ...NO_DESTINATION, kind: "pst" }));
});
