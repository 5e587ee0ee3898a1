import { useEffect } from "react";
import { useSurroundings } from "../context";
import { controlJob, useJob } from "../job";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { WorkProgress } from "../parts/work-progress";
import { plain } from "../plain";
import type { JobEvent, Outcome } from "../types";

type MailboxState = "working" | "complete" | "incomplete";

function mailboxStates(events: JobEvent[]): Map<string, { label: string; state: MailboxState; messages: number }> {
  const states = new Map<string, { label: string; state: MailboxState; messages: number }>();
  for (const event of events) {
    if (event.event !== "mailbox" && event.event !== "mailbox-finished") continue;
    const finished = event.event === "mailbox-finished";
    states.set(event.name ?? "", {
      label: event.label ?? "",
      state: finished ? (event.complete ? "complete" : "incomplete") : "working",
      messages: finished ? (event.counts?.messages.delivered ?? 0) : (event.messages ?? 0),
    });
  }
  return states;
}

const MOST = 200; // findings shown while the run goes on

export function RunPage() {
  const { words, formats, walk, change } = useSurroundings();
  const id = walk.jobs.run;
  const { state, events, error } = useJob<Outcome>(id);
  const finished = state?.state === "finished";
  useEffect(() => {
    if (finished) change({ page: "result" });
  }, [finished]);
  const mailboxes = [...mailboxStates(events)];
  const findings = events.filter((event) => event.event === "failed" || event.code);
  return (
    <Page title={state?.state === "paused" ? words.run.paused : words.run.title} lead={words.run.safe}>
      {error && <Notice tone="error">{plain(error.message)}</Notice>}
      {state?.state === "stopping" && <Notice tone="warning">{words.run.stopping}</Notice>}
      {state && (
        <section className="card padded stack" aria-label={words.run.progress}>
          <WorkProgress state={state} />
          <div className="row">
            {state.state === "paused" ? (
              <button className="button primary" onClick={() => controlJob(id, "resume")}>
                {words.run.resume}
              </button>
            ) : (
              <button className="button" disabled={state.state !== "running"} onClick={() => controlJob(id, "pause")}>
                {words.run.pause}
              </button>
            )}
            <button
              className="button"
              disabled={state.state === "stopping" || finished}
              onClick={() => controlJob(id, "cancel")}
            >
              {words.run.stop}
            </button>
          </div>
        </section>
      )}
      <section className="card" aria-label={words.run.mailboxes}>
        <header>
          <h2>{words.run.mailboxes}</h2>
        </header>
        <div className="scroll" tabIndex={0} role="group" aria-label={words.run.mailboxes}>
          <table>
            <tbody>
              {mailboxes.map(([name, one]) => (
                <tr key={name}>
                  <th scope="row">
                    <bdi>{plain(one.label)}</bdi>
                  </th>
                  <td className="number">{formats.number(one.messages)}</td>
                  <td>
                    <span
                      className={`badge ${one.state === "complete" ? "good" : one.state === "incomplete" ? "error" : ""}`}
                    >
                      {words.run[one.state]}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <section className="card padded stack">
        <h2>{words.run.findings}</h2>
        {findings.length === 0 && <p className="soft">{words.run.noFindings}</p>}
        <div className="scroll small" tabIndex={0} role="log" aria-label={words.run.findings}>
          {findings.slice(-MOST).map((event, index) => (
            <div key={index} lang="en">
              <span className="mono">{event.code}</span>{" "}
              <bdi>{plain([event.mailbox, event.item].filter(Boolean).join(" · "))}</bdi>{" "}
              <bdi>{plain(event.text ?? "")}</bdi>
            </div>
          ))}
        </div>
      </section>
    </Page>
  );
}
