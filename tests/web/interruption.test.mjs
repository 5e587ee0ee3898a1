// A run that outlives its page, and one that goes on later.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { arriveAt, closeBrowser, judge, openPage, pauseAtOnce, run, scratch, startRun, startWizard, tally, walkToPlan } from "./wizard.mjs";

after(closeBrowser);

// One postoffice for all runs that are interrupted.
const shared = scratch({ after });
const source = join(shared, "office");
before(async () => assert.equal(await run("forge", source, "--users", "6", "--messages", "300", "--seed", "3"), 0));

test("the tab is closed while the run goes on, and coming back finds it", async (t) => {
  const wizard = await startWizard(t);
  const out = join(scratch(t), "out");
  const page = await openPage(t);
  await page.goto(wizard.link);
  await walkToPlan(page, source, /^EML/, out);
  await pauseAtOnce(page, wizard);
  await startRun(page);
  await arriveAt(page, "Paused");
  await judge(page, "run");
  await page.context().clearCookies();
  await page.close();

  // Another browser, with the link that the terminal shows by now.
  const other = await openPage(t, { locale: "de-DE" });
  await other.goto(wizard.link);
  await arriveAt(other, "Angehalten");
  await judge(other, "run-german");
  await other.getByRole("button", { name: "Weiter" }).click();
  await arriveAt(other, "Das Ergebnis");
  const [found, delivered, skipped, failed] = await tally(other, "messages");
  assert.deepEqual([delivered, skipped, failed], [found, 0, 0]);
  const finding = other.locator("details.finding").first();
  await finding.locator("summary [lang=de]").waitFor();
  await finding.locator("summary").click();
  await finding.locator("dd[lang=de]").waitFor(); // what to do
  await judge(other, "result-german");
});

test("a run is stopped and goes on later", async (t) => {
  const wizard = await startWizard(t);
  const page = await openPage(t);
  await page.goto(wizard.link);
  await walkToPlan(page, source, /^EML/, join(scratch(t), "out"));
  await pauseAtOnce(page, wizard);
  await startRun(page);
  await arriveAt(page, "Paused");
  await page.getByRole("button", { name: "Stop" }).click();
  await arriveAt(page, "The result");
  await page.getByText("Stopped. What is complete stays; go on later.").waitFor();
  await page.unroute("**/api/jobs");
  await page.getByRole("button", { name: "Go on with this run" }).click();
  await page.getByText(/^Everything was delivered/).waitFor();
});
