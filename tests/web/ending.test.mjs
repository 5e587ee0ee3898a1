// How a wizard begins and ends: the browser that is opened, and nobody there any more.
import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import {
  arriveAt, closeBrowser, judge, openPage, pauseAtOnce, run, scratch, startRun, startWizard, walkToPlan,
} from "./wizard.mjs";

after(closeBrowser);

const shared = scratch({ after });
const office = join(shared, "office");
before(async () => assert.equal(await run("forge", office, "--users", "6", "--messages", "600", "--seed", "4"), 0));

async function until(holds, what) {
  for (let i = 0; i < 400; ++i) {
    if (holds()) return;
    await sleep(25);
  }
  assert.fail(what);
}

test("a wizard that nobody asks anything ends by itself, but never while something is at work", async (t) => {
  const wizard = await startWizard(t, ["--idle", "0.1"]);
  const page = await openPage(t);
  await page.goto(wizard.link);
  await walkToPlan(page, office, /^EML/, join(scratch(t), "out"));
  await pauseAtOnce(page, wizard);
  await startRun(page);
  await arriveAt(page, "Paused");
  await page.close(); // nobody asks any more
  let ended = false;
  void wizard.exited.then(() => (ended = true));
  await sleep(7000);
  assert.ok(!ended, "a run that rests is at work");

  const other = await startWizard(t, ["--idle", "0.02"]);
  const begun = performance.now();
  const [code] = await other.exited;
  const seconds = (performance.now() - begun) / 1000;
  t.diagnostic(`ended ${seconds.toFixed(1)} s after its start, with ${code}`);
  assert.equal(code, 0);
  assert.ok(seconds > 0.9 && seconds < 20, `${seconds} s`);
  assert.match(other.lines.join("\n"), /nobody was there any more/);
});

test("the browser is opened with a file that only the user may read, and the link is not on its command line", async (t) => {
  const directory = scratch(t);
  const fake = join(directory, "bin"), runtime = join(directory, "runtime"), told = join(directory, "told");
  mkdirSync(fake);
  mkdirSync(runtime, { mode: 0o700 });
  // Keeps its arguments, and the file it was given with the rights it had.
  writeFileSync(join(fake, "xdg-open"), `#!/bin/sh\ncp -p "$1" "${told}.html"\nprintf '%s\\n' "$@" > "${told}.tmp" && mv "${told}.tmp" "${told}"\n`);
  chmodSync(join(fake, "xdg-open"), 0o755);
  const wizard = await startWizard(t, [], {
    PATH: `${fake}${delimiter}${process.env.PATH}`, XDG_RUNTIME_DIR: runtime, DISPLAY: ":7",
  }, { open: true });
  await until(() => existsSync(told), "xdg-open was started");
  const [file, ...more] = readFileSync(told, "utf8").trim().split("\n");
  assert.deepEqual(more, []);
  assert.ok(file.startsWith(`${runtime}/restante-`) && file.endsWith(".html"), file);
  assert.equal(statSync(`${told}.html`).mode & 0o777, 0o600);
  const opened = readFileSync(`${told}.html`, "utf8");
  assert.ok(opened.includes(wizard.link));
  assert.ok(!file.includes(new URL(wizard.link).searchParams.get("token")), "others see command lines");

  const page = await openPage(t);
  await page.goto(wizard.link);
  await arriveAt(page, "Where is the old mail?");
  await page.getByRole("button", { name: "End the wizard" }).click();
  await page.getByRole("heading", { name: "The wizard has ended" }).waitFor();
  await judge(page, "ended");
  assert.deepEqual((await wizard.exited)[0], 0);
  assert.deepEqual(readdirSync(runtime), [], "the file is gone with the wizard");
});

test("without a screen no browser is opened", async (t) => {
  const directory = scratch(t);
  writeFileSync(join(directory, "xdg-open"), `#!/bin/sh\ntouch "${directory}/started"\n`);
  chmodSync(join(directory, "xdg-open"), 0o755);
  await startWizard(t, [], { PATH: `${directory}${delimiter}${process.env.PATH}` }, { open: true });
  await sleep(300);
  assert.ok(!existsSync(join(directory, "started")));
});
