// Whole journeys: from a folder on disk to a finished, verified migration.
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import {
  arriveAt, assertHarmless, closeBrowser, examine, judge, next, openPage, run, SAMPLES, scratch, startRun, startWizard, tally,
} from "./wizard.mjs";

after(closeBrowser);

test("a message file becomes a PST, page by page, without a violation of accessibility", async (t) => {
  const wizard = await startWizard(t);
  const out = join(scratch(t), "out");
  const page = await openPage(t);
  const begun = performance.now();
  await page.goto(wizard.link);
  await arriveAt(page, "Where is the old mail?");
  const milliseconds = performance.now() - begun;
  t.diagnostic(`first page ${Math.round(milliseconds)} ms after its address was opened`);
  assert.ok(milliseconds < 3000, `${milliseconds} ms, on a machine that does other things too`);
  assert.equal(new URL(page.url()).search, "", "the token is gone from the address");

  await examine(page, join(SAMPLES, "attachments.mmf"));
  await page.getByRole("heading", { name: "What was found" }).waitFor();
  await judge(page, "source");
  await next(page);
  await arriveAt(page, "Whose mail is to move?");
  await page.getByRole("button", { name: /Show the folders of/ }).click();
  await judge(page, "mailboxes");
  await next(page);

  await arriveAt(page, "Look before you move");
  await page.getByRole("listbox", { name: "Messages" }).getByRole("option").first().click();
  await page.getByRole("article").waitFor();
  await judge(page, "look");
  await next(page);

  await arriveAt(page, "Where is it to go?");
  await judge(page, "destination-empty");
  await page.getByLabel("Folder on this machine").fill(out);
  await page.getByRole("button", { name: "Test now" }).click();
  await page.getByText(/Nothing was written/).waitFor();
  assert.ok(!existsSync(out), "a test writes nothing");
  await judge(page, "destination");
  await next(page);

  await arriveAt(page, "What is to be taken, and how?");
  await judge(page, "options");
  await next(page);
  await arriveAt(page, "What will happen");
  await page.getByRole("button", { name: "Make the plan" }).click();
  await page.locator("tr[data-kind=messages]").waitFor();
  assert.ok(!existsSync(out), "a plan writes nothing");
  await judge(page, "plan");

  await startRun(page);
  await arriveAt(page, "The result");
  await judge(page, "result");
  const [found, delivered, skipped, failed] = await tally(page, "messages");
  assert.ok(found > 0);
  assert.deepEqual([delivered, skipped, failed], [found, 0, 0]);
  assert.ok(readdirSync(out).some((name) => name.endsWith(".pst")));

  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "as a page" }).click();
  assert.equal((await saved).suggestedFilename(), "restante-report.html");
  assertHarmless(page, wizard.origin);
});

test("a postoffice becomes Maildirs, without one of its users, and is verified", async (t) => {
  const office = join(scratch(t), "office");
  assert.equal(await run("forge", office, "--users", "4", "--messages", "60", "--seed", "7"), 0);
  const wizard = await startWizard(t);
  const out = join(scratch(t), "out");
  const page = await openPage(t);
  await page.goto(wizard.link);
  await examine(page, office);
  await next(page);
  await arriveAt(page, "Whose mail is to move?");
  await page.getByRole("checkbox").first().waitFor();
  await judge(page, "mailboxes-postoffice");
  await page.getByRole("button", { name: "Choose none" }).click();
  await page.getByText("Nobody is chosen.").waitFor();
  await page.getByRole("button", { name: "Choose all" }).click();
  const boxes = page.getByRole("checkbox");
  const users = await boxes.count();
  await boxes.first().uncheck();
  await page.getByText(`${users - 1} of ${users} chosen`).waitFor();
  await next(page);
  await arriveAt(page, "Look before you move");
  await next(page);
  await page.getByRole("radio", { name: /^Maildir/ }).check();
  await page.getByLabel("Folder on this machine").fill(out);
  await next(page);
  await next(page);
  await page.getByRole("button", { name: "Make the plan" }).click();
  await startRun(page);
  await arriveAt(page, "The result");
  const [found, delivered, skipped, failed] = await tally(page, "mailboxes");
  assert.equal(found, delivered + skipped + failed);
  assert.ok(skipped >= 1, "the one that was left out is counted");
  await page.getByRole("button", { name: "Verify now" }).click();
  await page.getByText(/items are there/).waitFor();
  const sentence = await page.getByText(/items are there/).innerText();
  const [there, recorded] = sentence.match(/(\d+) of (\d+) items/).slice(1);
  assert.equal(there, recorded);
  const rows = page.getByRole("region", { name: "By mailbox" }).locator("tbody tr");
  assert.ok((await rows.count()) >= users - 1);
  for (const row of await rows.all()) {
    const [one, arrived, left, lost] = (await row.getByRole("cell").allInnerTexts()).slice(0, 4).map(Number);
    assert.equal(one, arrived + left + lost, await row.innerText());
  }
  await judge(page, "result-postoffice");
  assertHarmless(page, wizard.origin);
});
