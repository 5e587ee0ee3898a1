// What is at the other end of a connection: a real Dovecot, the strict EWS server of our tests, a wrong password, nobody
// there, and the ledger of a fleet in a real PostgreSQL.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, test } from "node:test";
import {
  arriveAt, assertHarmless, closeBrowser, judge, next, openPage, run, SAMPLES, scratch, startRun, startWizard, tally, toDestination,
} from "./wizard.mjs";

after(closeBrowser);

const SERVERS = new URL("../servers/", import.meta.url).pathname;

function settings(server) {
  const lines = execFileSync(join(SERVERS, server), ["start"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return Object.fromEntries(lines.trim().split("\n").map((line) => line.split(/=(.*)/s)));
}

async function fill(page, server, port, user, password) {
  await page.getByRole("textbox", { name: "Server", exact: true }).fill(server);
  await page.getByRole("textbox", { name: "Port" }).fill(port);
  await page.getByLabel("User name").fill(user);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
}

// Nobody there, a wrong password, then the right one, and the mail arrives.
async function journey(t, kind, server, port, name) {
  const wizard = await startWizard(t);
  const page = await openPage(t);
  await toDestination(page, wizard, join(SAMPLES, "basic.mmf"), kind);
  const user = `wizard-${process.pid}`;
  const check = page.getByRole("button", { name: "Test now" });

  await fill(page, server.HOST, "1", user, server.PASSWORD);
  await check.click();
  await page.getByRole("alert").waitFor();
  await judge(page, `${name}-unreachable`);

  await fill(page, server.HOST, port, user, "wrong");
  await page.getByLabel("Accept any certificate (not safe)").check();
  await check.click();
  await page.getByRole("alert").filter({ hasText: /login|password|authenti/i }).waitFor();
  await judge(page, `${name}-refused`);

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
}

test("IMAP: to a Dovecot", async (t) => {
  const server = settings("dovecot");
  await journey(t, /^IMAP/, server, server.TLS_PORT, "imap");
});

test("EWS: to the server of our tests", async (t) => {
  const server = settings("ews");
  await journey(t, /^Exchange \(EWS\)/, server, server.PORT, "ews");
});

test("EWS: with a token, and the certificate of its own authority", async (t) => {
  const server = settings("ews");
  const wizard = await startWizard(t);
  const page = await openPage(t);
  await toDestination(page, wizard, join(SAMPLES, "basic.mmf"), /^Exchange \(EWS\)/);
  await fill(page, server.HOST, server.PORT, server.SERVICE_USER, "x");
  await page.getByLabel("Log in with").selectOption("token");
  await page.getByRole("textbox", { name: "OAuth token" }).fill(`token-${server.PASSWORD}`);
  const check = page.getByRole("button", { name: "Test now" });
  await check.click();
  await page.getByRole("alert").filter({ hasText: /certificate/i }).waitFor();
  await page.getByLabel("Certificate of the server's own authority (file)").fill(server.CA_FILE);
  await check.click();
  await page.getByText(/Nothing was written/).waitFor();
  await judge(page, "ews-token");
  await page.getByRole("textbox", { name: "OAuth token" }).fill("wrong");
  await check.click();
  await page.getByRole("alert").filter({ hasText: /login|token|authenti|refuse/i }).waitFor();
});

test("a fleet is seen, and nothing of it can be changed", async (t) => {
  const server = settings("postgresql");
  const name = `wizard_${process.pid}`;
  const sql = (text) => execFileSync("psql", [server.URL, "--quiet", "--command", text]);
  sql(`CREATE DATABASE ${name}`);
  t.after(() => sql(`DROP DATABASE ${name} WITH (FORCE)`));
  const ledger = server.URL.replace(/\/[^/]*$/, `/${name}`);
  const out = scratch(t);
  const sources = ["basic", "attachments", "bodies"].map((sample) => join(SAMPLES, `${sample}.mmf`));
  assert.equal(await run("plan", ...sources, "--to", `eml:${out}`, "--ledger", ledger), 0);
  const wizard = await startWizard(t, ["--read-only"]);
  const page = await openPage(t);
  await page.goto(wizard.link);
  await page.getByText("Looking only").waitFor();
  await page.getByRole("button", { name: "Fleet" }).click();
  await page.getByLabel("Ledger").fill(ledger);
  await page.getByRole("button", { name: "Show" }).click();
  const row = page.getByRole("row", { name: /^Postoffices/ });
  await row.waitFor();
  const cells = async () => (await row.getByRole("cell").allInnerTexts()).map(Number);
  assert.deepEqual(await cells(), [3, 0, 0, 0, 0, 0], "all are planned");
  assert.ok((await run("worker", "--ledger", ledger)) <= 1);
  await page.getByRole("button", { name: "Back to the wizard" }).click();
  await page.getByRole("button", { name: "Fleet" }).click();
  await page.getByLabel("Ledger").fill(ledger);
  await page.getByRole("button", { name: "Show" }).click();
  await row.waitFor();
  assert.deepEqual(await cells(), [0, 0, 3, 0, 0, 0], "all are complete");
  await judge(page, "fleet");
  await page.getByLabel("Ledger").fill("postgresql://nobody@127.0.0.1:1/nothing");
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByRole("alert").waitFor();
});
