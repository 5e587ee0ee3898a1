// A whole journey without a mouse, and every page at 200 % in a window of 1024 x 700.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { arriveAt, assertHarmless, closeBrowser, judge, openPage, SAMPLES, scratch, startWizard, tally } from "./wizard.mjs";

after(closeBrowser);

// Moves the focus as a reader does, and sees on the way that it can be seen.
async function tabTo(page, target) {
  const wanted = await target.elementHandle();
  for (let i = 0; i < 150; ++i) {
    if (await wanted.evaluate((one) => one === document.activeElement)) {
      const outline = await wanted.evaluate((one) => getComputedStyle(one).outlineStyle);
      assert.notEqual(outline, "none", "what has the focus is seen to have it");
      return;
    }
    await page.keyboard.press("Tab");
  }
  assert.fail(`no key leads to ${target}`);
}

async function press(page, name) {
  const button = page.getByRole("button", { name, exact: true });
  await button.waitFor();
  await page.waitForFunction(
    (text) => [...document.querySelectorAll("button")].some((one) => one.textContent === text && !one.disabled), name,
  );
  await tabTo(page, button);
  await page.keyboard.press("Enter");
}

async function type(page, label, text) {
  await tabTo(page, page.getByLabel(label));
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

test("keys alone lead from the source to the verified result, at 200 % in a window of 1024 x 700", async (t) => {
  const wizard = await startWizard(t);
  const out = join(scratch(t), "out");
  const page = await openPage(t, { viewport: { width: 512, height: 350 }, deviceScaleFactor: 2 });
  await page.goto(wizard.link);
  await arriveAt(page, "Where is the old mail?");
  await tabTo(page, page.getByRole("link", { name: "Skip to the page" }));
  await page.keyboard.press("Enter");
  await type(page, "Path on this machine", join(SAMPLES, "basic.mmf"));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "What was found" }).waitFor();
  await press(page, "Continue");

  await arriveAt(page, "Whose mail is to move?");
  await page.getByRole("img", { name: /^Blocks of the message file/ }).waitFor();
  const box = page.getByRole("checkbox").first();
  await tabTo(page, box);
  await page.keyboard.press("Space");
  await page.getByText("Nobody is chosen.").waitFor();
  await page.keyboard.press("Space");
  await judge(page, "zoom-mailboxes");
  await press(page, "Continue");

  await arriveAt(page, "Look before you move");
  const list = page.getByRole("listbox", { name: "Messages" });
  await list.getByRole("option").first().waitFor();
  await tabTo(page, list);
  await page.keyboard.press("ArrowDown");
  await page.getByRole("article").waitFor();
  await judge(page, "zoom-look");
  await press(page, "Continue");

  await arriveAt(page, "Where is it to go?");
  const kinds = page.getByRole("radio");
  await tabTo(page, kinds.first());
  for (let i = 0; i < 3; ++i) await page.keyboard.press("ArrowDown"); // PST, Maildir, mbox, EML
  assert.ok(await page.getByRole("radio", { name: /^EML/ }).isChecked());
  await type(page, "Folder on this machine", out);
  await press(page, "Test now");
  await page.getByText(/Nothing was written/).waitFor();
  await judge(page, "zoom-destination");
  await press(page, "Continue");

  await arriveAt(page, "What is to be taken, and how?");
  await judge(page, "zoom-options");
  await press(page, "Continue");
  await arriveAt(page, "What will happen");
  await press(page, "Make the plan");
  await page.locator("[data-forecast]").waitFor();
  await judge(page, "zoom-plan");
  await press(page, "Start the migration");
  await arriveAt(page, "The result");
  const [found, delivered, skipped, failed] = await tally(page, "messages");
  assert.deepEqual([delivered, skipped, failed], [found, 0, 0]);
  await press(page, "Verify now");
  await page.getByText(/items are there/).waitFor();
  await judge(page, "zoom-result");
  assert.ok(existsSync(out));

  await press(page, "Fleet");
  await arriveAt(page, "How a fleet stands");
  await judge(page, "zoom-fleet");
  assertHarmless(page, wizard.origin);
});

// In German, whose words are longer.
test("at 1024 x 700 no page is wider than the window, in German", async (t) => {
  const wizard = await startWizard(t);
  const page = await openPage(t, { locale: "de-DE", colorScheme: "dark" });
  await page.goto(wizard.link);
  await page.getByLabel("Pfad auf diesem Rechner").fill(join(SAMPLES, "german.mmf"));
  await page.getByRole("button", { name: "Untersuchen" }).click();
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const next = () => page.getByRole("button", { name: "Weiter" }).click();
  await page.getByRole("heading", { name: "Was gefunden wurde" }).waitFor();
  assert.ok((await sideways()) <= 0);
  for (const title of ["Wessen Post soll umziehen?", "Ansehen, bevor etwas umzieht", "Wohin soll sie?"]) {
    await next();
    await arriveAt(page, title);
    assert.ok((await sideways()) <= 0, title);
  }
  for (const kind of await page.getByRole("radio").all()) {
    await kind.check();
    assert.ok((await sideways()) <= 0);
  }
  await page.getByRole("radio", { name: /^IMAP/ }).check();
  await judge(page, "destination-imap-german");
});
