import { expect, test } from "vitest";
import { NO_DESTINATION, uriOf } from "./target";

test.each([
  [{ kind: "pst", folder: "/out" }, "pst:/out"],
  [{ kind: "maildir", folder: "out" }, ""],
  [{ kind: "maildir", folder: "/out?x=1" }, ""],
  [{ kind: "imap", host: "mail.example.org" }, "imaps://mail.example.org"],
  [
    { kind: "imap", host: "h", port: "143", user: "a@b", root: "Old mail", security: "starttls" },
    "imap://a%40b@h:143/Old%20mail",
  ],
  [{ kind: "ews", host: "h", user: "bob" }, "ews://bob@h"],
  [{ kind: "ews", folder: "/out" }, ""],
  [{ kind: "ews", host: "h", authority: "/etc/our ca.pem" }, "ews://h?ca=%2Fetc%2Four%20ca.pem"],
  [{ kind: "imap", host: "h", authority: "ca.pem" }, ""],
  [{ kind: "pst", folder: "/out", authority: "/ca.pem" }, "pst:/out"],
  [{ kind: "bag", folder: "/out" }, "bag:/out"],
  [{ kind: "bag", folder: "/out", inner: "mbox" }, "bag:/out?inner=mbox"],
  [{ kind: "contacts", folder: "/out", card: "3" }, "contacts:/out?version=3"],
] as const)("%o is %s", (change, uri) => {
  expect(uriOf({ ...NO_DESTINATION, ...change })).toBe(uri);
});
