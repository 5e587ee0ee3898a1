// What the browser tests share: the built program, a browser, a walk through the pages.
// RESTANTE names the program, RESTANTE_WEB the folder with node_modules, RESTANTE_SCREENSHOTS where pictures go.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
export const PROGRAM = process.env.RESTANTE;
export const SAMPLES = join(here, "..", "samples", "mmf");
const SCREENSHOTS = process.env.RESTANTE_SCREENSHOTS;
const installed = createRequire(join(process.env.RESTANTE_WEB, "package.json"));
const { chromium } = installed("playwright-core");
const AXE = readFileSync(installed.resolve("axe-core/axe.min.js"), "utf8");
const BROWSERS = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const SECONDS = 60; // nothing here may take longer

// A directory of the test's own, removed at its end.
export function scratch(t) {
  const directory = mkdtempSync(join(tmpdir(), "restante-web-"));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export async function run(...words) {
  const child = spawn(PROGRAM, words, { stdio: "ignore" });
  const [code] = await once(child, "exit");
  return code;
}

// A mailbox with so many messages in one folder. Migration files, because a message file has room for 65,000 objects.
export function writeLargeSource(directory, messages) {
  const heading = "Type,Length,Encoding,Islast,Name,Position,Format\r\n";
  const rows = [], sections = [heading];
  let at = heading.length;
  for (let i = 0; i < messages; ++i) {
    const body = `Message number ${i}.\r\nWith two lines.\r\n`;
    const section = `Body,${body.length},,TRUE,,,\r\n${body}\r\n`;
    const date = new Date(Date.UTC(1994, 0, 1) + i * 600_000).toISOString().replace(/[-T:]|\..*/g, "");
    const people = '"Jane Roe [MS:ACME/HQ/JROE]","John Doe [MS:ACME/HQ/JDOE]"';
    rows.push(`Inbox,${people},,,Subject ${i},${date},${date},0,${i % 3 ? "FALSE" : "TRUE"},FALSE,#L.SEC(${at})`);
    sections.push(section);
    at += section.length;
  }
  const columns = "Folder,Sender,To,Cc,Bcc,Subject,Send-Date,Received-Date,Priority,Unread,Unsent,Body";
  writeFileSync(join(directory, "L.PKL"), "1252\r\n\r\nFilename,Filetype\r\nL.PRI,Primary\r\nL.SEC,Secondary\r\n");
  writeFileSync(join(directory, "L.PRI"), ["MAILMESSAGE,migrate:MS:ACME/HQ/JDOE", columns, ...rows, ""].join("\r\n"));
  writeFileSync(join(directory, "L.SEC"), sections.join(""));
}

// The running wizard: `link` is always the newest one.
export async function startWizard(t, options = [], environment = {}, { open = false } = {}) {
  const home = scratch(t);
  const begun = performance.now();
  const child = spawn(PROGRAM, ["wizard", ...(open ? [] : ["--no-open"]), ...options], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { PATH: process.env.PATH, HOME: home, LC_ALL: "C.UTF-8", ...environment },
  });
  const wizard = { child, home, link: "", lines: [], begun };
  const exited = once(child, "exit");
  t.after(async () => {
    child.kill("SIGTERM");
    await exited;
  });
  wizard.exited = exited;
  const links = createInterface({ input: child.stderr });
  await new Promise((resolve, reject) => {
    links.on("line", (line) => {
      wizard.lines.push(line);
      const found = line.match(/http:\S+/);
      if (found) wizard.link = found[0];
      if (found) resolve();
    });
    exited.then(([code]) => reject(new Error(`the wizard ended with ${code}: ${wizard.lines.join("\n")}`)));
  });
  wizard.origin = new URL(wizard.link).origin;
  return wizard;
}

// One browser a file of tests; every test has a profile of its own.
let browser;
export async function openPage(t, settings = {}) {
  const executablePath = BROWSERS.find(existsSync);
  assert.ok(executablePath, "no chromium is installed");
  browser ??= chromium.launch({
    executablePath,
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
  const context = await (await browser).newContext({
    viewport: { width: 1024, height: 700 }, locale: "en-GB", colorScheme: "light", reducedMotion: "reduce", ...settings,
  });
  context.setDefaultTimeout(SECONDS * 1000);
  t.after(() => context.close());
  const page = await context.newPage();
  page.errors = [];
  page.foreign = [];
  page.on("pageerror", (error) => page.errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.errors.push(message.text()));
  page.on("request", (request) => page.foreign.push(request.url()));
  return page;
}

export async function closeBrowser() {
  if (browser) await (await browser).close();
}

export async function arriveAt(page, title) {
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

// Nothing axe knows to be wrong, in both themes; a picture of each. At every page: no scrolling sideways.
export async function judge(page, name) {
  for (const theme of ["light", "dark"]) {
    await page.evaluate((value) => (document.documentElement.dataset.theme = value), theme);
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => window.axe.run());
    const found = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`);
    assert.deepEqual(found, [], `${name}, ${theme}`);
    if (SCREENSHOTS) {
      mkdirSync(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: join(SCREENSHOTS, `${name}-${theme}.png`) });
    }
  }
  await page.evaluate(() => (document.documentElement.dataset.theme = "light"));
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(sideways <= 0, `${name} is ${sideways} pixels too wide`);
}

export function assertHarmless(page, origin) {
  assert.deepEqual(page.errors, []);
  assert.deepEqual(page.foreign.filter((url) => !url.startsWith(origin)), [], "nothing is loaded from elsewhere");
}

export async function examine(page, path) {
  await arriveAt(page, "Where is the old mail?");
  await page.getByLabel("Path on this machine").fill(path);
  await page.getByRole("button", { name: "Examine" }).click();
}

export async function next(page) {
  await page.getByRole("button", { name: "Continue" }).click();
}

// From the link to the page "Destination", with that kind chosen.
export async function toDestination(page, wizard, source, kind) {
  await page.goto(wizard.link);
  await examine(page, source);
  await next(page);
  await arriveAt(page, "Whose mail is to move?");
  await next(page);
  await arriveAt(page, "Look before you move");
  await next(page);
  await page.getByRole("radio", { name: kind }).check();
}

// From the first page to the plan, with nothing but the usual choices.
export async function walkToPlan(page, source, kind, folder) {
  await examine(page, source);
  await next(page);
  await arriveAt(page, "Whose mail is to move?");
  await next(page);
  await arriveAt(page, "Look before you move");
  await next(page);
  await arriveAt(page, "Where is it to go?");
  await page.getByRole("radio", { name: kind }).check();
  await page.getByLabel("Folder on this machine").fill(folder);
  await next(page);
  await arriveAt(page, "What is to be taken, and how?");
  await next(page);
  await arriveAt(page, "What will happen");
  await page.getByRole("button", { name: "Make the plan" }).click();
}

// However fast the machine is: the run rests before the page knows of it.
export async function pauseAtOnce(page, wizard) {
  await page.route("**/api/jobs", async (route) => {
    const response = await route.fetch();
    if (route.request().method() === "POST" && route.request().postDataJSON().kind === "run") {
      const { id } = await response.json();
      const paused = await page.request.post(`${wizard.origin}/api/job`, {
        data: { id, action: "pause" }, headers: { Origin: wizard.origin },
      });
      assert.equal(paused.status(), 200);
    }
    await route.fulfill({ response });
  });
}

export async function startRun(page) {
  await page.getByRole("button", { name: "Start the migration" }).click();
}

// The row of the result: found, delivered, skipped, failed.
export async function tally(page, kind) {
  await page.locator(`tr[data-kind=${kind}]`).waitFor();
  const cells = await page.locator(`tr[data-kind=${kind}] td`).allInnerTexts();
  return cells.map((text) => Number(text.replace(/\D/g, "")));
}
