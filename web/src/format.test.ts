import { expect, test } from "vitest";
import { formatsFor } from "./format";

test("sizes are written as the language does", () => {
  expect(formatsFor("en").bytes(999)).toBe("999 bytes");
  expect(formatsFor("en").bytes(1_500_000)).toBe("1.5 MB");
  expect(formatsFor("de").bytes(1_500_000)).toBe("1,5 MB");
});

test("wall clocks are not moved to another zone", () => {
  expect(formatsFor("en").date("1995-08-30T23:59:59")).toBe("Aug 30, 1995");
  expect(formatsFor("de").date("1995-08-30T00:00:00")).toBe("30.08.1995");
  expect(formatsFor("de").date(undefined)).toBe("");
});

test("short times are not nothing", () => {
  const { duration } = formatsFor("en");
  expect([0.0001, 0.25, 1.2, 61, 3700].map(duration)).toEqual(["1 ms", "250 ms", "1 sec", "1 min 1 sec", "1 hr 1 min"]);
});

test("nothing of nothing is everything", () => {
  expect(formatsFor("en").percent(0, 0)).toBe("100%");
  expect(formatsFor("en").percent(0, 7)).toBe("0%");
  expect(formatsFor("en").percent(1, 3)).toBe("33.3%");
  expect(formatsFor("en").percent(1, 70_000)).toBe("0.001%");
  expect(formatsFor("de").percent(1, 3)).toBe("33,3\u00a0%");
});
