import { expect, test } from "vitest";
import { plain } from "./plain";

test("characters that turn the direction are shown", () => {
  expect(plain("invoice\u202efdp.exe")).toBe("invoice\ufffdfdp.exe");
  expect(plain("a\u0000b\u2066c")).toBe("a\ufffdb\ufffdc");
});

test("letters, line ends and tabs stay", () => {
  expect(plain("Z\u00fcrich\r\n\t\u05d0\u05d1 \u20ac")).toBe("Z\u00fcrich\r\n\t\u05d0\u05d1 \u20ac");
});
