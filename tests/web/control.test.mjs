// The buttons of what is at work: pause, go on, stop, cancel.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import {
  arriveAt, assertHarmless, closeBrowser, examine, judge, openPage, SAMPLES, scratch, startRun, startWizard, tally, walkToPlan,
  writeLargeSource,
} from "./wizard.mjs";

after(closeBrowser);

test("a run is paused, goes on, and is paused and stopped with the buttons of the page", async (t) => {
  const source = scratch(t), out = join(scratch(t), "out");
  writeLargeSource(source, 100_000); // so many that the run lasts longer than a click
  const wizard = await startWizard(t);
  const page = await openPage(t);
  await page.goto(wizard.link);
  await walkToPlan(page, source, /^mbox/, out);
  await page.locator("[data-forecast]").waitFor();
  assert.ok(!existsSync(out), "the trial wrote elsewhere");
  await judge(page, "plan-large");
  await startRun(page);
  const button = (name) => page.getByRole("button", { name, exact: true });
  const done = async () => Number((await page.getByText(/ of 100,000 messages/).innerText()).replace(/ of .*/, "").replace(/\D/g, ""));
  await button("Pause").click();
  await arriveAt(page, "Paused");
  await sleep(1200); // the page has asked again
  const rested = await done();
  await sleep(1200);
  assert.equal(await done(), rested, "it rests");
  await button("Go on").click();
  await arriveAt(page, "The migration runs");
  await button("Pause").click();
  await arriveAt(page, "Paused");
  assert.ok((await done()) >= rested);
  await button("Stop").click();
  await arriveAt(page, "The result");
  await page.getByText("Stopped. What is complete stays; go on later.").waitFor();
  const [found, delivered, skipped, failed] = await tally(page, "messages");
  assert.equal(found, delivered + skipped + failed);
  assertHarmless(page, wizard.origin);
});

test("an examination and a plan are given up with the button beside them", async (t) => {
  const wizard = await startWizard(t);
  const page = await openPage(t);
  await page.goto(wizard.link);
  // The answer that it is finished is held back until the button was clicked.
  let clicked = false;
  await page.route("**/api/job?*", async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    if (!clicked) Object.assign(body, { state: "running" }), delete body.result;
    await route.fulfill({ response, json: body });
  });
  const controlled = page.waitForRequest((request) => request.url().endsWith("/api/job") && request.method() === "POST");
  await examine(page, join(SAMPLES, "basic.mmf"));
  await page.getByRole("button", { name: "Cancel" }).click();
  assert.equal((await controlled).postDataJSON().action, "cancel");
  clicked = true;
  await page.getByRole("heading", { name: "What was found" }).waitFor();
});
