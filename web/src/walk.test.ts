import { expect, test } from "vitest";
import { reachable, requestOf, START } from "./walk";

test("pages open one after the other", () => {
  expect([...reachable(START, "")]).toEqual(["source"]);
  const inspected = { ...START, jobs: { ...START.jobs, inspect: 1 } };
  expect(reachable(inspected, "").has("destination")).toBe(true);
  expect(reachable(inspected, "").has("plan")).toBe(false);
  expect(reachable(inspected, "pst:/out").has("plan")).toBe(true);
  expect(reachable(inspected, "pst:/out").has("run")).toBe(false);
});

test("a request holds what was chosen", () => {
  const request = requestOf({ ...START, source: "/a.mmf", excluded: ["BOB"] }, "pst:/out");
  expect(request).toMatchObject({ source: "/a.mmf", targets: ["pst:/out"], exclude: ["BOB"], contacts: true });
});
