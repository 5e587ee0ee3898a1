// A mailbox of 100,000 messages: pages of its list cost the same anywhere, and the browser never stands still.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import {
  arriveAt, assertHarmless, closeBrowser, examine, judge, next, openPage, run, scratch, startWizard, writeLargeSource,
} from "./wizard.mjs";

after(closeBrowser);

const MESSAGES = 100_000;
const PAGE = 100;
// Far above what is measured (docs/wizard.md), far below what a person calls a pause.
const LONGEST_REQUEST = 1000; // milliseconds
const LONGEST_TASK = 500;

const source = scratch({ after });

before(() => writeLargeSource(source, MESSAGES));

// What a page of the list costs at the beginning, in the middle and at the end of a folder; the medians of some tries.
async function costOfPages(page, folder, messages) {
  const times = await page.evaluate(async ({ folder, messages, size }) => {
    const starts = [0, messages >> 1, messages - size];
    const times = starts.map(() => []);
    for (let round = 0; round < 7; ++round)
      for (const [where, first] of starts.entries()) {
        const begun = performance.now();
        const lines = await (await fetch(`/api/look/page?mailbox=0&folder=${folder}&first=${first}&count=${size}`)).json();
        times[where].push(performance.now() - begun);
        if (lines.length !== size || lines[0].position !== first) throw new Error(JSON.stringify(lines[0]));
      }
    return times;
  }, { folder, messages, size: PAGE });
  return times.map(median);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

test("100,000 messages: the list is read from end to end without a pause", async (t) => {
  const wizard = await startWizard(t);
  const page = await openPage(t);
  await page.goto(wizard.link);
  await examine(page, source);
  await next(page);
  await arriveAt(page, "Whose mail is to move?");
  await next(page);
  await arriveAt(page, "Look before you move");
  const list = page.getByRole("listbox", { name: "Messages" });
  await list.getByRole("option").first().getByText("Subject 0").waitFor();
  assert.equal(await list.getByRole("option").first().getAttribute("aria-setsize"), String(MESSAGES));

  const [first, middle, last] = await costOfPages(page, 0, MESSAGES);
  t.diagnostic(`a page of ${PAGE}: ${first.toFixed(1)} ms at the beginning, ${middle.toFixed(1)} in the middle, ${last.toFixed(1)} at the end`);
  assert.ok(Math.max(first, middle, last) < LONGEST_REQUEST);
  assert.ok(last < first * 5 + 20, "the cost of a page does not grow with its place");

  // From the top to the bottom as the wheel does it, then jumps; the browser says what kept it busy.
  const scrolled = await page.evaluate(async () => {
    const box = document.querySelector("[role=listbox]");
    const tasks = [], frames = [];
    const observer = new PerformanceObserver((seen) => tasks.push(...seen.getEntries().map((one) => one.duration)));
    observer.observe({ entryTypes: ["longtask"] });
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    let before = await frame();
    const steps = 240;
    for (let step = 0; step <= steps; ++step) {
      box.scrollTop = ((box.scrollHeight - box.clientHeight) * step) / steps;
      const now = await frame();
      frames.push(now - before);
      before = now;
    }
    for (let step = 0; step < 60; ++step) {
      box.scrollTop += step % 2 ? -8000 : 7000;
      const now = await frame();
      frames.push(now - before);
      before = now;
    }
    observer.disconnect();
    return { tasks, frames, lines: box.querySelectorAll("[role=option]").length };
  });
  const frames = [...scrolled.frames].sort((a, b) => a - b);
  t.diagnostic(
    `${frames.length} frames while scrolling: median ${median(frames).toFixed(1)} ms, longest ${frames.at(-1).toFixed(1)} ms; ` +
      `longest task ${Math.max(0, ...scrolled.tasks).toFixed(1)} ms`,
  );
  assert.ok(Math.max(0, ...scrolled.tasks) < LONGEST_TASK, "no task keeps the page busy");
  assert.ok(scrolled.lines < 60, "only what is seen exists");

  // Where it comes to rest, the lines are there.
  await list.focus();
  await page.keyboard.press("End");
  const begun = performance.now();
  await list.getByText(`Subject ${MESSAGES - 1}`).waitFor();
  await page.getByRole("article").getByText(`Message number ${MESSAGES - 1}.`).waitFor();
  const jump = performance.now() - begun;
  t.diagnostic(`the last line and its message ${Math.round(jump)} ms after the key "End"`);
  assert.ok(jump < 5 * LONGEST_REQUEST);
  await judge(page, "look-large");
  assertHarmless(page, wizard.origin);
});

test("a message file of 20,000 messages: its pages and the map of its blocks", async (t) => {
  const file = join(scratch(t), "store.mmf");
  assert.equal(await run("forge", file, "--messages", "20000", "--seed", "5"), 0);
  const wizard = await startWizard(t);
  const page = await openPage(t);
  await page.goto(wizard.link);
  await examine(page, file);
  await next(page);
  await arriveAt(page, "Whose mail is to move?");
  await page.getByRole("img", { name: /^Blocks of the message file/ }).waitFor();
  const drawn = await page.evaluate(async (path) => {
    const begun = performance.now();
    await (await fetch(`/api/blocks?path=${encodeURIComponent(path)}`)).json();
    return performance.now() - begun;
  }, file);
  t.diagnostic(`the blocks of ${(statSync(file).size / 1e6).toFixed(0)} MB in ${drawn.toFixed(0)} ms`);
  await next(page);
  await arriveAt(page, "Look before you move");
  await page.getByRole("listbox", { name: "Messages" }).getByRole("option").first().waitFor();
  const folders = await page.evaluate(async () => (await fetch("/api/look/folders?mailbox=0")).json());
  const largest = folders.reduce((best, one, index) => (one.messages > folders[best].messages ? index : best), 0);
  const [first, middle, last] = await costOfPages(page, largest, folders[largest].messages);
  t.diagnostic(`a page of ${PAGE} among ${folders[largest].messages}: ${first.toFixed(1)}, ${middle.toFixed(1)}, ${last.toFixed(1)} ms`);
  assert.ok(Math.max(first, middle, last) < LONGEST_REQUEST);
  assertHarmless(page, wizard.origin);
});
