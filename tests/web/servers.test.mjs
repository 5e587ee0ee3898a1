// Destinations at the other end of a connection: a real Dovecot, a wrong password, nobody there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, test } from "node:test";
import {
  arriveAt, assertHarmless, closeBrowser, examine, judge, next, openPage, SAMPLES, startRun, startWizard, tally,
} from "./wizard.mjs";

after(closeBrowser);

const DOVECOT = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "..", "servers", "dovecot");

function settings() {
  const lines = execFileSync(DOVECOT, ["start"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return Object.fromEntries(lines.trim().split("\n").map((line) => line.split(/=(.*)/s)));
}

async function toDestination(page, wizard) {
  await page.goto(wizard.link);
  await examine(page, join(SAMPLES, "basic.mmf"));
  await next(page);
  await arriveAt(page, "Whose mail is to move?");
  await next(page);
  await arriveAt(page, "Look before you move");
  await next(page);
  await page.getByRole("radio", { name: /^IMAP/ }).check();
}

async function fill(page, server, port, user, password) {
  await page.getByRole("textbox", { name: "Server" }).fill(server);
  await page.getByRole("textbox", { name: "Port" }).fill(port);
  await page.getByLabel("User name").fill(user);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
}

test("IMAP: nobody there, a wrong password, then the right one, and the mail arrives", async (t) => {
  const server = settings();
  const wizard = await startWizard(t);
  const page = await openPage(t);
  await toDestination(page, wizard);
  const user = `wizard-${process.pid}`;
  const check = page.getByRole("button", { name: "Test now" });

  await fill(page, server.HOST, "1", user, server.PASSWORD);
  await check.click();
  await page.getByRole("alert").waitFor();
  await judge(page, "destination-unreachable");

  await fill(page, server.HOST, server.TLS_PORT, user, "wrong");
  await page.getByLabel("Accept any certificate (not safe)").check();
  await check.click();
  await page.getByRole("alert").filter({ hasText: /login|password|authenti/i }).waitFor();
  await judge(page, "destination-refused");

  await page.getByRole("textbox", { name: "Password" }).fill(server.PASSWORD);
  await check.click();
  await page.getByText(/Nothing was written/).waitFor();
  await next(page);
  await next(page);
  await page.getByRole("button", { name: "Make the plan" }).click();
  await startRun(page);
  await arriveAt(page, "The result");
  const [found, delivered, skipped, failed] = await tally(page, "messages");
  assert.ok(found > 0);
  assert.deepEqual([delivered, skipped, failed], [found, 0, 0]);
  await page.getByRole("button", { name: "Verify now" }).click();
  await page.getByText(`${found} of ${found} items are there`).waitFor();
  const kept = await page.evaluate(async () => (await fetch("/api/walk")).text());
  assert.ok(!kept.includes(server.PASSWORD), "the walk keeps no password");
  assertHarmless(page, wizard.origin);
});
