// Messages that want to be more than text, folders that are longer than a page, stores that are broken.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import {
  arriveAt, assertHarmless, closeBrowser, examine, judge, next, openPage, run, SAMPLES, scratch, startRun, startWizard,
  tally, walkToPlan,
} from "./wizard.mjs";

after(closeBrowser);

async function lookAt(page, wizard, path) {
  await page.goto(wizard.link);
  await examine(page, path);
  await next(page);
  await arriveAt(page, "Whose mail is to move?");
  await next(page);
  await arriveAt(page, "Look before you move");
  return page.getByRole("listbox", { name: "Messages" });
}

test("a hostile message is harmless", async (t) => {
  const store = join(scratch(t), "hostile.mmf");
  execFileSync(process.env.RESTANTE_MAKE_HOSTILE, [store]);
  const wizard = await startWizard(t);
  const page = await openPage(t);
  const list = await lookAt(page, wizard, store);
  await list.getByRole("option").first().click();
  const article = page.getByRole("article");
  await article.getByText("The text is long; this is its beginning.").waitFor();
  assert.match(await article.locator("pre").innerText(), /<script>window\.hacked=1/, "markup is shown as it is");
  assert.equal(await article.locator("script, img, iframe, pre a, style, meta, base").count(), 0);
  assert.match(await article.getByRole("heading").innerText(), /^<script>.*\ufffd subject$/, "what turns text is seen");
  await judge(page, "look-hostile");

  const saved = page.waitForEvent("download");
  await article.getByRole("link", { name: /img src/ }).click();
  const download = await saved;
  assert.ok(!download.suggestedFilename().includes("/"), "the name cannot climb out of its folder");
  assert.match(readFileSync(await download.path(), "latin1"), /hostile\.invalid/);
  const text = page.waitForEvent("download");
  await article.getByRole("link", { name: "Save the whole text" }).click();
  assert.ok(readFileSync(await (await text).path(), "latin1").endsWith("the end"), "nothing of it is lost");

  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(new URL(page.url()).pathname, "/", "the page was not led away");
  assertHarmless(page, wizard.origin);
});

test("a list of many messages is read with the keyboard, and only what is seen exists", async (t) => {
  const office = join(scratch(t), "store.mmf");
  assert.equal(await run("forge", office, "--messages", "3000", "--seed", "5"), 0);
  const wizard = await startWizard(t);
  const page = await openPage(t);
  const list = await lookAt(page, wizard, office);
  await list.getByRole("option").first().waitFor();
  const count = Number(await list.getByRole("option").first().getAttribute("aria-setsize"));
  assert.ok(count > 300, `${count} messages`);
  await list.focus();
  await page.keyboard.press("End");
  const last = list.locator("[aria-selected=true]");
  await last.waitFor();
  assert.equal(Number(await last.getAttribute("aria-posinset")), count);
  await page.getByRole("article").waitFor();
  assert.ok((await list.getByRole("option").count()) < 60);
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.querySelector("[aria-selected=true]")?.getAttribute("aria-posinset") === "1");
  assertHarmless(page, wizard.origin);
});

test("a damaged mailbox is named as such, and everything else arrives", async (t) => {
  const directory = scratch(t);
  const bytes = readFileSync(join(SAMPLES, "attachments.mmf"));
  bytes.fill(0xa5, bytes.length >> 1, (bytes.length >> 1) + 65_536);
  const broken = join(directory, "broken.mmf");
  writeFileSync(broken, bytes);
  const wizard = await startWizard(t);
  const page = await openPage(t);
  await page.goto(wizard.link);
  await examine(page, broken);
  await next(page);
  await arriveAt(page, "Whose mail is to move?");
  await page.getByRole("cell", { name: "Damaged" }).waitFor();
  await judge(page, "mailboxes-damaged");
  await page.getByRole("button", { name: "Source" }).click();
  await walkToPlan(page, broken, /^Maildir/, join(directory, "out"));
  await startRun(page);
  await arriveAt(page, "The result");
  const [found, delivered, skipped, failed] = await tally(page, "messages");
  assert.equal(found, delivered + skipped + failed);
  await page.getByText("What to do").first().waitFor();
  await judge(page, "result-damaged");
  assertHarmless(page, wizard.origin);
});

test("what is no source is refused with a reason", async (t) => {
  const wizard = await startWizard(t);
  const page = await openPage(t);
  await page.goto(wizard.link);
  await examine(page, "/etc/hostname");
  await page.getByRole("alert").waitFor();
  await judge(page, "source-refused");
  assert.ok(await page.getByRole("button", { name: "Continue" }).isDisabled());
});

test("keys alone lead from page to page, at 200 % and in a narrow window", async (t) => {
  const wizard = await startWizard(t);
  const page = await openPage(t, { viewport: { width: 512, height: 350 }, deviceScaleFactor: 2 });
  await page.goto(wizard.link);
  await arriveAt(page, "Where is the old mail?");
  const field = page.getByLabel("Path on this machine");
  for (let i = 0; i < 40 && !(await field.evaluate((one) => one === document.activeElement)); ++i)
    await page.keyboard.press("Tab");
  await page.keyboard.press("Control+A");
  await page.keyboard.type(join(SAMPLES, "basic.mmf"));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "What was found" }).waitFor();
  await judge(page, "source-narrow");
  const button = page.getByRole("button", { name: "Continue" });
  for (let i = 0; i < 60 && !(await button.evaluate((one) => one === document.activeElement)); ++i)
    await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await arriveAt(page, "Whose mail is to move?");
  await judge(page, "mailboxes-narrow");
});
