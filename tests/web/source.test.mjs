// What the pages say before anything is migrated: where sources come from, which blocks of a file are damaged, what
// receipts and address books hold.
import assert from "node:assert/strict";
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import {
  arriveAt, assertHarmless, closeBrowser, examine, judge, next, openPage, run, SAMPLES, scratch, startWizard,
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

function drop(page, data) {
  return page.getByLabel("Path on this machine").evaluate((field, given) => {
    const transfer = new DataTransfer();
    for (const [kind, text] of Object.entries(given)) transfer.setData(kind, text);
    for (const type of ["dragover", "drop"])
      field.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, data);
}

test("a path is dropped, pasted, and offered again the next time", async (t) => {
  const folder = scratch(t);
  const file = join(folder, "büro mail.mmf");
  copyFileSync(join(SAMPLES, "basic.mmf"), file);
  const state = join(folder, "state");
  const wizard = await startWizard(t, [], { XDG_STATE_HOME: state });
  const page = await openPage(t);
  await page.goto(wizard.link);
  await arriveAt(page, "Where is the old mail?");
  assert.equal(await page.getByRole("heading", { name: "Examined before" }).count(), 0);
  await drop(page, { "text/html": "<b>a file without a path</b>" });
  await page.getByText("The browser does not say where this lies.").waitFor();
  await judge(page, "source-no-path");
  await drop(page, { "text/uri-list": `${pathToFileURL(file)}\r\n`, "text/plain": "something else" });
  await page.getByRole("heading", { name: "What was found" }).waitFor();
  assert.equal(await page.getByLabel("Path on this machine").inputValue(), file);
  const kept = join(state, "restante", "recent-sources.txt");
  assert.equal(readFileSync(kept, "utf8"), `${file}\n`);
  assert.equal(statSync(kept).mode & 0o777, 0o600);
  assertHarmless(page, wizard.origin);

  const again = await startWizard(t, [], { XDG_STATE_HOME: state });
  const other = await openPage(t, { permissions: ["clipboard-read", "clipboard-write"] });
  await other.goto(again.link);
  await other.getByRole("heading", { name: "Examined before" }).waitFor();
  await judge(other, "source-recent");
  const field = other.getByLabel("Path on this machine");
  await field.evaluate((input, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, `${pathToFileURL(file)}\n`);
  assert.equal(await field.inputValue(), file);
  await other.getByRole("button", { name: file }).click();
  await other.getByRole("heading", { name: "What was found" }).waitFor();
});

test("a wizard that only looks remembers nothing", async (t) => {
  const state = join(scratch(t), "state");
  const wizard = await startWizard(t, ["--read-only"], { XDG_STATE_HOME: state });
  const page = await openPage(t);
  await page.goto(wizard.link);
  await examine(page, join(SAMPLES, "basic.mmf"));
  await page.getByRole("heading", { name: "What was found" }).waitFor();
  assert.ok(!existsSync(state));
});

test("the blocks of a damaged message file are drawn and listed", async (t) => {
  const bytes = readFileSync(join(SAMPLES, "many-600.mmf"));
  bytes.fill(0xa5, bytes.length >> 1, (bytes.length >> 1) + 16_384);
  const broken = join(scratch(t), "broken.mmf");
  writeFileSync(broken, bytes);
  const wizard = await startWizard(t);
  const page = await openPage(t);
  await page.goto(wizard.link);
  await examine(page, broken);
  await next(page);
  const picture = page.getByRole("img", { name: /^Blocks of the message file: Live .*Damaged/ });
  await picture.waitFor();
  const sizes = await page.locator("[data-blocks] tr[data-state] td:nth-of-type(1)").allInnerTexts();
  assert.equal(sizes.length, 4);
  assert.ok(Number(sizes[0].replace(/\D/g, "")) > 500, "live blocks are counted");
  const damaged = Number(sizes[2].replace(/\D/g, ""));
  assert.ok(damaged >= 2, `${damaged} damaged blocks`);
  assert.ok((await picture.locator("path.damaged").getAttribute("d")).length > 0, "and drawn");
  await page.getByText("Which blocks are damaged").click();
  assert.equal(await page.getByRole("group", { name: "Which blocks are damaged" }).getByRole("row").count(), damaged + 1);
  await picture.scrollIntoViewIfNeeded();
  await judge(page, "blocks-damaged");
  assertHarmless(page, wizard.origin);
});

test("every message file of a postoffice has its map", async (t) => {
  const office = join(scratch(t), "office");
  assert.equal(await run("forge", office, "--users", "4", "--messages", "60", "--seed", "7"), 0);
  const wizard = await startWizard(t);
  const page = await openPage(t);
  await page.goto(wizard.link);
  await examine(page, office);
  await next(page);
  await arriveAt(page, "Whose mail is to move?");
  const buttons = page.getByRole("button", { name: /Show the folders of/ });
  await buttons.first().waitFor();
  let maps = 0;
  for (let i = 0; i < (await buttons.count()); ++i) {
    await buttons.nth(i).click();
    await page.getByRole("heading", { name: "Size by folder" }).waitFor();
    const map = page.getByRole("img", { name: /^Blocks of the message file/ });
    if (await page.getByRole("heading", { name: "Blocks of the message file" }).count()) {
      await map.waitFor();
      if (++maps === 1) await judge(page, "mailboxes-blocks");
    }
    await buttons.nth(i).click();
  }
  assert.ok(maps > 0, "somebody has a message file");
  assertHarmless(page, wizard.origin);
});

test("a receipt and a non-delivery report say what they are about", async (t) => {
  const wizard = await startWizard(t);
  const page = await openPage(t);
  const list = await lookAt(page, wizard, join(SAMPLES, "receipts.mmf"));
  await list.getByRole("option").getByText("Subject 1", { exact: true }).click();
  const receipt = page.getByRole("region", { name: "Read receipt" });
  await receipt.getByText("Jane Roe").first().waitFor();
  await receipt.getByText("Orig subject").waitFor();
  await receipt.getByText("Jul 2, 1995, 2:03").waitFor();
  await judge(page, "look-receipt");
  await list.getByRole("option").getByText("Subject 2", { exact: true }).click();
  const report = page.getByRole("region", { name: "Not delivered" });
  await report.getByText("Bad One").waitFor();
  await report.getByText("User unknown").waitFor();
  await judge(page, "look-report");
  assertHarmless(page, wizard.origin);
});

test("a message about a meeting says when and whose it is, in German too", async (t) => {
  const wizard = await startWizard(t);
  const page = await openPage(t, { locale: "de-DE" });
  await page.goto(wizard.link);
  await page.getByLabel("Pfad auf diesem Rechner").fill(join(SAMPLES, "schedule.mmf"));
  await page.getByRole("button", { name: "Untersuchen" }).click();
  await page.getByRole("button", { name: "Weiter" }).click();
  await arriveAt(page, "Wessen Post soll umziehen?");
  await page.getByRole("button", { name: "Weiter" }).click();
  const list = page.getByRole("listbox", { name: "Nachrichten" });
  await list.getByRole("option").first().click();
  await page.getByRole("article").waitFor();
  const meeting = page.getByRole("region", { name: /^Besprechung/ });
  for (let i = 0; i < 8 && (await meeting.count()) === 0; ++i) {
    await list.focus();
    await page.keyboard.press("ArrowDown");
    await page.waitForTimeout(200);
  }
  await meeting.getByText("Owner Name").waitFor();
  await meeting.getByText("10.09.1995, 09:00").waitFor();
  await judge(page, "look-meeting-german");
});

test("an address book is read with its groups, and filtered", async (t) => {
  const wizard = await startWizard(t);
  const page = await openPage(t);
  await lookAt(page, wizard, join(SAMPLES, "pab.mmf"));
  await page.getByText("Address books", { exact: true }).click();
  const book = page.getByRole("region").filter({ has: page.getByLabel("Filter the entries") }).first();
  await book.waitFor();
  const rows = book.getByRole("row");
  const all = await rows.count();
  assert.ok(all > 2, `${all} entries`);
  await book.getByText(/^Members:/).first().waitFor();
  await judge(page, "look-books");
  const name = (await rows.first().getByRole("rowheader").innerText()).split("\n")[0];
  await book.getByLabel("Filter the entries").fill(name);
  await page.waitForFunction((count) => document.querySelectorAll("details[open] tbody tr").length < count, all);
  assert.ok((await rows.count()) >= 1);
  assertHarmless(page, wizard.origin);
});
