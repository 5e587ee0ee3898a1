import { expect, test } from "vitest";
import page from "../../../docs/messages.md?raw";
import german from "./messages.de.json";

// | MMF-001 | warning | what it means | what to do | `name` |
const rows = page
  .split("\n")
  .map((line) => line.match(/^\| ([A-Z]+-\d{3}) \| \w+ \| (.*) \| (.*) \| `\w+` \|$/))
  .filter((match) => match !== null)
  .map(([, code = "", meaning = "", remedy = ""]) => ({ code, meaning, remedy }))
  .filter((row) => row.meaning !== "reserved");
const table = german as unknown as Record<string, [string, string]>;

test("every message is translated, and nothing else", () => {
  expect(rows.length).toBeGreaterThan(300);
  expect(Object.keys(table).sort()).toEqual(rows.map((row) => row.code).sort());
});

test("a translation says what it means and what to do, in German", () => {
  for (const { code, meaning, remedy } of rows) {
    const [means, todo] = table[code] ?? ["", ""];
    expect(means, code).not.toBe("");
    expect(means, code).not.toBe(meaning);
    expect(means, code).not.toMatch(/\.$/);
    expect(todo, code).not.toBe(remedy);
    expect(todo, code).toMatch(/\.\)?$/);
  }
});

test("what is to be typed stays as it is", () => {
  const typed = (text: string) => [...new Set(text.match(/--[a-z-]+|\brestante (?:dump|inspect|users|recover|migrate)\b/g) ?? [])].sort();
  for (const { code, meaning, remedy } of rows) {
    const [means, todo] = table[code] ?? ["", ""];
    expect(typed(`${means} ${todo}`), code).toEqual(typed(`${meaning} ${remedy}`));
  }
});
