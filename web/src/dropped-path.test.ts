import { expect, test } from "vitest";
import { droppedPath, pathOf } from "./dropped-path";

test.each([
  ["/mail/office", "/mail/office"],
  ["  /mail/old office\n", "/mail/old office"],
  ["'/mail/old office'", "/mail/old office"],
  ["file:///mail/old%20office\r\nfile:///other\r\n", "/mail/old office"],
  ["# a comment\r\nfile://localhost/mail/b%C3%BCro.mmf", "/mail/büro.mmf"],
  ["file:///100%", "/100%"],
  ["file://server/share/office", ""],
  ["https://example.org/mail", ""],
  ["office.mmf", ""],
  ["", ""],
])("%j is the path %j", (text, path) => {
  expect(pathOf(text)).toBe(path);
});

test("the list of addresses comes before the plain text", () => {
  const given: Record<string, string> = { "text/uri-list": "file:///a", "text/plain": "/b" };
  expect(droppedPath({ getData: (kind) => given[kind] ?? "" })).toBe("/a");
  expect(droppedPath({ getData: (kind) => (kind === "text/plain" ? "/b" : "") })).toBe("/b");
});
