// The rarer destinations and the lists of the old wizard.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import {
  arriveAt, assertHarmless, closeBrowser, judge, next, openPage, run, SAMPLES, scratch, startRun, startWizard, tally, toDestination,
} from "./wizard.mjs";

after(closeBrowser);

const shared = scratch({ after });
const office = join(shared, "office");
before(async () => assert.equal(await run("forge", office, "--users", "4", "--messages", "40", "--seed", "7"), 0));

async function plan(page) {
  await arriveAt(page, "What is to be taken, and how?");
  await next(page);
  await arriveAt(page, "What will happen");
  await page.getByRole("button", { name: "Make the plan" }).click();
  await page.locator("tr[data-kind=messages]").waitFor();
}

test("a bag of mbox files, with what they lose named beforehand", async (t) => {
  const wizard = await startWizard(t);
  const page = await openPage(t);
  const out = join(scratch(t), "out");
  await toDestination(page, wizard, join(SAMPLES, "receipts.mmf"), /^Package for an archive/);
  await page.getByLabel("Inside").selectOption("mbox");
  await page.getByLabel("Folder on this machine").fill(out);
  await judge(page, "destination-bag");
  await next(page);
  await plan(page);
  await page.getByText(/^An estimate: about/).waitFor();
  await page.getByText(/as bag among the temporary files/).waitFor();
  const losses = page.getByRole("region", { name: "What this destination cannot keep" });
  for (const number of ["MAIL-004", "FILE-003", "RUN-004"]) await losses.getByText(number).first().waitFor();
  await page.locator("[data-forecast]").evaluate((one) => one.scrollIntoView({ block: "center" }));
  await judge(page, "plan-losses");
  assert.ok(!existsSync(out));
  await startRun(page);
  await arriveAt(page, "The result");
  const [found, delivered, skipped, failed] = await tally(page, "messages");
  assert.equal(found, delivered + skipped + failed);
  assert.ok(readdirSync(out, { recursive: true }).some((name) => name.endsWith("bagit.txt")));
  assertHarmless(page, wizard.origin);
});

test("address books alone, as vCard 3", async (t) => {
  const wizard = await startWizard(t);
  const page = await openPage(t);
  const out = join(scratch(t), "out");
  await toDestination(page, wizard, join(SAMPLES, "pab.mmf"), /^Address books only/);
  await page.getByLabel("Version").selectOption("3");
  await page.getByLabel("Folder on this machine").fill(out);
  await judge(page, "destination-contacts");
  await next(page);
  await plan(page);
  await startRun(page);
  await arriveAt(page, "The result");
  const [found, delivered] = await tally(page, "contacts");
  assert.ok(found > 0 && delivered === found);
  const cards = readdirSync(out, { recursive: true }).filter((name) => name.endsWith(".vcf"));
  assert.match(readFileSync(join(out, cards[0]), "utf8"), /VERSION:3\.0/);
});

test("migration files: what their columns cannot hold is shown, in German too", async (t) => {
  const wizard = await startWizard(t);
  const page = await openPage(t);
  await toDestination(page, wizard, join(SAMPLES, "receipts.mmf"), /^Exchange migration files/);
  await page.getByLabel("Folder on this machine").fill(join(scratch(t), "out"));
  await next(page);
  await plan(page);
  const told = page.locator("details.finding").filter({ hasText: "MIG-011" });
  await told.first().waitFor();
  await page.getByLabel("Language").selectOption("de");
  await page.getByText("Was dieses Ziel nicht bewahren kann").waitFor();
  await page.getByText("Migrationsdateien haben keine Spalte für die Klasse einer Nachricht").first().waitFor();
  await judge(page, "plan-german");
});

test("a user list and a control file choose as they do on the command line", async (t) => {
  const folder = scratch(t);
  const list = join(folder, "users.csv"), control = join(folder, "wizard.ctl");
  assert.ok((await run("users", office, "--out", list)) <= 1);
  const [heading, ...rows] = readFileSync(list, "utf8").split("\r\n").filter(Boolean);
  assert.ok(rows.length >= 2 && rows.every((row) => row.includes(",Y,mailbox,")), rows[0]);
  // Only the first is still marked.
  writeFileSync(list, [heading, rows[0], ...rows.slice(1).map((row) => row.replace(",Y,mailbox,", ",N,mailbox,"))].join("\r\n") + "\r\n");
  writeFileSync(control, "Mode,MSMAILPC\r\nFunction,FULL\r\nHome-Server,OLDSERVER\r\n");
  const wizard = await startWizard(t);
  const page = await openPage(t);
  await toDestination(page, wizard, office, /^EML/);
  const out = join(folder, "out");
  await page.getByLabel("Folder on this machine").fill(out);
  await next(page);
  await page.getByLabel("User list (file)").fill(list);
  await page.getByLabel("Control file").fill(control);
  await judge(page, "options-lists");
  await plan(page);
  await page.getByText("Of the control file, this is not done").waitFor();
  const [, delivered] = await tally(page, "mailboxes");
  assert.equal(delivered, 2, "the one that the list marks, and the shared folders");
  await startRun(page);
  await arriveAt(page, "The result");
  const table = page.getByRole("region", { name: "By mailbox" });
  await table.waitFor();
  const cells = await table.locator("tbody tr").first().getByRole("cell").allInnerTexts();
  const [found, arrived, skipped, failed] = cells.slice(0, 4).map(Number);
  assert.equal(found, arrived + skipped + failed);
  await judge(page, "result-list");
  assertHarmless(page, wizard.origin);
});

test("a control file that cannot be obeyed is refused with the reason", async (t) => {
  const folder = scratch(t), control = join(folder, "notes.ctl");
  writeFileSync(control, "Mode,NOTES\r\n");
  const wizard = await startWizard(t);
  const page = await openPage(t);
  await toDestination(page, wizard, join(SAMPLES, "basic.mmf"), /^EML/);
  await page.getByLabel("Folder on this machine").fill(join(folder, "out"));
  await next(page);
  await page.getByLabel("Control file").fill(control);
  await next(page);
  await page.getByRole("button", { name: "Make the plan" }).click();
  await page.getByRole("alert").filter({ hasText: "notes.ctl" }).waitFor();
});
