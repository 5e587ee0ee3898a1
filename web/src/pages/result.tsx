import { useState } from "react";
import { address } from "../api";
import { useSurroundings } from "../context";
import { startJob, useJob } from "../job";
import { ControlNotes } from "../parts/control-notes";
import { FindingGroups } from "../parts/finding-groups";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { TallyTable } from "../parts/tally-table";
import { plain } from "../plain";
import { uriOf } from "../target";
import type { Outcome, Verified } from "../types";
import { requestOf, START } from "../walk";
import { FailureTable } from "./failure-table";
import { MailboxResults } from "./mailbox-results";
import { Verification } from "./verification";

function toneOf(code: number): "good" | "warning" | "error" {
  return code === 0 ? "good" : code === 1 || code === 130 ? "warning" : "error";
}

export function ResultPage() {
  const { words, formats, walk, change, secret } = useSurroundings();
  const { state } = useJob<Outcome>(walk.jobs.run);
  const [verifyJob, setVerifyJob] = useState(0);
  const verify = useJob<Verified>(verifyJob);
  const [error, setError] = useState("");
  const result = state?.result;
  const code = result?.refused?.code ?? result?.exit_code ?? 0;
  const outcome = result && !result.refused ? result : null;
  const attempt = (work: Promise<unknown>) => work.catch((problem: Error) => setError(problem.message));
  const again = () =>
    attempt(
      startJob("run", requestOf(walk, uriOf(walk.destination)), secret).then((run) =>
        change({ jobs: { ...walk.jobs, run }, page: "run" }),
      ),
    );

  if (state && state.state !== "finished")
    return (
      <Page title={words.run.title}>
        <button className="button" onClick={() => change({ page: "run" })}>
          {words.pages.run}
        </button>
      </Page>
    );
  return (
    <Page
      title={words.result.title}
      foot={
        <>
          <button className="button" onClick={again}>
            {words.result.again}
          </button>
          <button className="button" onClick={() => change({ ...START })}>
            {words.result.another}
          </button>
        </>
      }
    >
      {result && (
        <Notice tone={toneOf(code)}>
          <strong>{words.result.exits[code]}</strong>
          {result.refused && <div lang="en">{plain(result.refused.text)}</div>}
          {outcome?.stopped && <div lang="en">{plain(outcome.stopped)}</div>}
        </Notice>
      )}
      {error && <Notice tone="error">{plain(error)}</Notice>}
      {outcome && (
        <>
          <section className="card" aria-label={words.result.sum}>
            <header>
              <h2>{words.result.sum}</h2>
            </header>
            <TallyTable outcome={outcome} />
          </section>
          {outcome.per_mailbox.length > 0 && <MailboxResults mailboxes={outcome.per_mailbox} />}
          {outcome.already_there > 0 && <p>{words.result.already(formats.number(outcome.already_there))}</p>}
          {outcome.notes && <ControlNotes notes={outcome.notes} />}
          {outcome.recovered > 0 && <p>{words.result.recovered(formats.number(outcome.recovered))}</p>}
          {outcome.failures.length > 0 && <FailureTable outcome={outcome} />}
          <section className="card padded stack">
            <h2>{words.result.findings}</h2>
            <FindingGroups groups={outcome.findings} none={words.result.noFindings} />
          </section>
          <section className="card padded stack" aria-label={words.result.verify}>
            <div className="row">
              {outcome.ledger && (
                <button
                  className="button primary"
                  disabled={verify.state !== null && verify.state.state !== "finished"}
                  onClick={() => attempt(startJob("verify", { ledger: outcome.ledger }, secret).then(setVerifyJob))}
                >
                  {words.result.verify}
                </button>
              )}
              {outcome.ledger &&
                (["html", "txt", "json"] as const).map((form) => (
                  <a
                    key={form}
                    className="button"
                    download
                    href={address("report", { ledger: outcome.ledger ?? "", form })}
                  >
                    {words.result.report} {words.result.formats[form]}
                  </a>
                ))}
            </div>
            {verify.state && <Verification state={verify.state} />}
            <dl className="facts small">
              {outcome.report && (
                <div className="facts-row">
                  <dt>{words.result.reportAt}</dt>
                  <dd className="mono">{plain(outcome.report)}</dd>
                </div>
              )}
              {outcome.ledger && (
                <div className="facts-row">
                  <dt>{words.result.ledgerAt}</dt>
                  <dd className="mono">{plain(outcome.ledger)}</dd>
                </div>
              )}
            </dl>
            {[outcome.report_problem, outcome.ledger_problem].filter(Boolean).map((problem) => (
              <Notice key={problem} tone="warning">
                {plain(problem ?? "")}
              </Notice>
            ))}
          </section>
        </>
      )}
    </Page>
  );
}
