// What SECURITY.md promises of the wizard, asked for without a browser.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { SAMPLES, scratch, startWizard } from "./wizard.mjs";

function ask(wizard, path, { method = "GET", headers = {}, body, cookie = wizard.cookie } = {}) {
  const { port, host } = new URL(wizard.origin);
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: "127.0.0.1", port, method, path, agent: false, headers: { Host: host, ...(cookie ? { Cookie: cookie } : {}), ...headers } },
      (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString() }));
      },
    );
    asked.on("error", reject);
    asked.end(body);
  });
}

function post(wizard, path, body, headers = {}) {
  return ask(wizard, path, {
    method: "POST", body: JSON.stringify(body),
    headers: { Origin: wizard.origin, "Content-Type": "application/json", ...headers },
  });
}

// As a browser that opened the link.
async function enter(t, options = [], environment = {}) {
  const wizard = await startWizard(t, options, environment);
  const link = new URL(wizard.link);
  wizard.used = link.pathname + link.search;
  const answer = await ask(wizard, wizard.used);
  assert.equal(answer.status, 200);
  wizard.setCookie = answer.headers["set-cookie"][0];
  wizard.cookie = wizard.setCookie.split(";")[0];
  return wizard;
}

async function finished(wizard, id) {
  for (;;) {
    const state = JSON.parse((await ask(wizard, `/api/job?id=${id}`)).text);
    if (state.state === "finished") return state;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("the link works once, the cookie is out of reach of scripts", async (t) => {
  const wizard = await enter(t);
  assert.match(wizard.setCookie, /; Path=\/; HttpOnly; SameSite=Strict$/);
  assert.equal((await ask(wizard, wizard.used, { cookie: "" })).status, 401);
  assert.equal((await ask(wizard, "/api/session")).status, 200);
});

test("nothing is served without the cookie", async (t) => {
  const wizard = await enter(t);
  for (const path of ["/", "/index.html", "/icon.svg", "/api/session", "/api/folder?path=/", "/api/jobs", "/api/blocks?path=/", "/api/recent", "/api/messages", "/open", "/open?token="])
    assert.equal((await ask(wizard, path, { cookie: "" })).status, 401, path);
  assert.equal((await ask(wizard, "/api/session", { cookie: wizard.cookie.replace(/.$/, "z") })).status, 401);
});

test("foreign origins, rebound names and other sites are refused", async (t) => {
  const wizard = await enter(t);
  const port = new URL(wizard.origin).port;
  const refused = [
    { Host: "evil.example" }, { Host: `evil.example:${port}` }, { Host: `127.0.0.1.evil.example:${port}` },
    { Origin: "http://evil.example" }, { Origin: "null" }, { Origin: `https://127.0.0.1:${port}` },
    { "Sec-Fetch-Site": "cross-site" }, { "Sec-Fetch-Site": "same-site" },
  ];
  for (const headers of refused) assert.equal((await ask(wizard, "/api/session", { headers })).status, 403, JSON.stringify(headers));
  assert.equal((await post(wizard, "/api/walk", {}, { Origin: "http://evil.example" })).status, 403);
  assert.equal((await ask(wizard, "/api/walk", { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } })).status, 403);
  assert.equal((await post(wizard, "/api/walk", {}, { "Content-Type": "text/plain" })).status, 415);
  for (const method of ["PUT", "DELETE", "OPTIONS", "PATCH"])
    assert.equal((await ask(wizard, "/api/walk", { method, headers: { Origin: wizard.origin } })).status, 405, method);
});

test("paths lead nowhere they should not", async (t) => {
  const wizard = await enter(t);
  for (const path of ["/../../etc/passwd", "/assets/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/%2e%2e%2findex.html", "//etc/passwd"])
    assert.equal((await ask(wizard, path)).status, 404, path);
  for (const path of ["..", "/tmp/..", "/tmp/../etc", "tmp", "/tmp/./x", "/tmp%00/etc"])
    assert.equal((await ask(wizard, `/api/folder?path=${path}`)).status, 422, path);
  for (const path of ["..", "x.mmf", "/tmp/../etc/hostname", "/tmp%00/x", ""])
    assert.equal((await ask(wizard, `/api/blocks?path=${path}`)).status, 422, path);
  assert.equal((await ask(wizard, "/api/blocks?path=/etc/hostname")).status, 422, "no message file, nothing of it is told");
  assert.equal((await ask(wizard, "/api/report?ledger=../x")).status, 400);
  const relative = { kind: "run", request: { source: "x.mmf", targets: ["eml:out"] } };
  assert.equal((await post(wizard, "/api/jobs", relative)).status, 400);
  assert.equal((await post(wizard, "/api/jobs", { kind: "run", request: { source: "/x", targets: ["json:-"] } })).status, 400);
  for (const bad of [{ source: "/x/../y" }, { targets: ["eml:/x/../y"] }, { targets: ["bag:out?inner=mbox"] }, { user_list: "u.csv" }, { control: "../c" }, { map: "m" }]) {
    const request = { source: "/x", targets: ["eml:/out"], ...bad };
    assert.equal((await post(wizard, "/api/jobs", { kind: "run", request })).status, 400, JSON.stringify(bad));
  }
});

test("every answer forbids what the page does not need", async (t) => {
  const wizard = await enter(t);
  for (const path of ["/", "/api/session", "/nothing"]) {
    const { headers } = await ask(wizard, path);
    const policy = headers["content-security-policy"];
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self';/);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["referrer-policy"], "no-referrer");
    assert.equal(headers["access-control-allow-origin"], undefined);
  }
  const page = (await ask(wizard, "/")).text;
  assert.doesNotMatch(page, /<script>|<style|style=|\son\w+=|https?:\/\//, "no inline script or style");
});

test("large and broken requests are refused", async (t) => {
  const wizard = await enter(t);
  assert.equal((await post(wizard, "/api/walk", "x".repeat(2_000_000))).status, 413);
  for (const body of ["", "{", "[]", '{"kind":"run"}', '{"kind":1,"request":{}}', "[".repeat(100_000)]) {
    const answer = await ask(wizard, "/api/jobs", {
      method: "POST", body, headers: { Origin: wizard.origin, "Content-Type": "application/json" },
    });
    assert.equal(answer.status, 400, body.slice(0, 20));
  }
  assert.equal((await ask(wizard, "/api/session")).status, 200, "and it goes on");
});

test("nothing is packed for the way within one machine", async (t) => {
  const wizard = await enter(t);
  const script = (await ask(wizard, "/")).text.match(/src="([^"]+\.js)"/)[1];
  for (const path of ["/", script, "/api/messages"]) {
    const begun = performance.now();
    const answer = await ask(wizard, path, { headers: { "Accept-Encoding": "gzip, deflate, br" } });
    t.diagnostic(`${path}: ${answer.text.length} bytes in ${(performance.now() - begun).toFixed(1)} ms`);
    assert.equal(answer.headers["content-encoding"], undefined, "packing takes longer than sending");
    assert.equal(Number(answer.headers["content-length"]), Buffer.byteLength(answer.text));
  }
});

test("only this machine can connect", async (t) => {
  const wizard = await enter(t);
  const port = Number(new URL(wizard.origin).port);
  const refused = await new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.2", port });
    socket.on("connect", () => (socket.destroy(), resolve(false)));
    socket.on("error", () => resolve(true));
  });
  assert.ok(refused, "only 127.0.0.1 is listened on");
});

test("a plan tries the mail elsewhere, and nothing of that stays", async (t) => {
  const temporary = scratch(t), out = join(scratch(t), "out");
  for (const [options, tried] of [[[], true], [["--read-only"], false]]) {
    const wizard = await enter(t, options, { TMPDIR: temporary });
    const request = { source: join(SAMPLES, "basic.mmf"), targets: [`pst:${out}`] };
    const { text } = await post(wizard, "/api/jobs", { kind: "plan", request });
    const { result } = await finished(wizard, JSON.parse(text).id);
    assert.equal(result.forecast !== undefined, tried, "who only looks writes nothing at all");
    if (tried) assert.equal(result.forecast.messages, result.counts.messages.found);
    assert.ok(!existsSync(out));
    assert.deepEqual(readdirSync(temporary), []);
  }
});

test("what was examined before is paths and nothing else", async (t) => {
  const wizard = await enter(t);
  const secret = "a-secret-nobody-else-knows";
  const request = { source: join(SAMPLES, "basic.mmf"), targets: ["imap://bob@127.0.0.1:1/"] };
  for (const kind of ["inspect", "test"]) {
    const { text } = await post(wizard, "/api/jobs", { kind, request, secret });
    await finished(wizard, JSON.parse(text).id);
  }
  const kept = readFileSync(join(wizard.home, ".local/state/restante/recent-sources.txt"), "utf8");
  assert.equal(kept, `${request.source}\n`);
  assert.deepEqual(JSON.parse((await ask(wizard, "/api/recent")).text), [request.source]);
});

test("looking only: a run is refused, everything else is there", async (t) => {
  const wizard = await enter(t, ["--read-only"]);
  const out = join(scratch(t), "out");
  const asked = { source: join(SAMPLES, "basic.mmf"), targets: [`eml:${out}`] };
  assert.equal((await post(wizard, "/api/jobs", { kind: "run", request: asked })).status, 403);
  const { text } = await post(wizard, "/api/jobs", { kind: "plan", request: asked });
  assert.equal((await finished(wizard, JSON.parse(text).id)).result.dry_run, true);
  assert.ok(!existsSync(out));
});

test("a password is in no answer, no report and no ledger", async (t) => {
  const wizard = await enter(t);
  const secret = "a-secret-nobody-else-knows";
  const asked = { source: join(SAMPLES, "basic.mmf"), targets: ["imap://bob@127.0.0.1:1/"] };
  const { text } = await post(wizard, "/api/jobs", { kind: "test", request: asked, secret });
  const state = await finished(wizard, JSON.parse(text).id);
  assert.equal(state.result.refused.code, 69);
  assert.doesNotMatch(JSON.stringify(state), new RegExp(secret));
  assert.doesNotMatch(wizard.lines.join("\n"), new RegExp(secret));
});

test("the first page is there at once", async (t) => {
  const wizard = await startWizard(t);
  const link = new URL(wizard.link);
  const answer = await ask(wizard, link.pathname + link.search);
  const milliseconds = performance.now() - wizard.begun;
  assert.equal(answer.status, 200);
  t.diagnostic(`${Math.round(milliseconds)} ms from the start of the program to the first page`);
  assert.ok(milliseconds < 1500, `${milliseconds} ms, on a machine that does other things too`);
});

test("somebody who is done ends it", async (t) => {
  const wizard = await enter(t);
  assert.equal((await post(wizard, "/api/end", {})).status, 200);
  const [code] = await wizard.exited;
  assert.equal(code, 0);
});

test("two wizards stand side by side, but not on one port", async (t) => {
  const wizard = await enter(t);
  const port = new URL(wizard.origin).port;
  await assert.rejects(startWizard(t, ["--port", port]), /69/);
  await enter(t);
});
