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
] as const)("%o is %s", (change, uri) => {
  expect(uriOf({ ...NO_DESTINATION, ...change })).toBe(uri);
});
