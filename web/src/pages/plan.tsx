import { useState } from "react";
import { useSurroundings } from "../context";
import { controlJob, startJob, useJob } from "../job";
import { FindingGroups } from "../parts/finding-groups";
import { ControlNotes } from "../parts/control-notes";
import { Foot } from "../parts/foot";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { TallyTable } from "../parts/tally-table";
import { WorkProgress } from "../parts/work-progress";
import { plain } from "../plain";
import { uriOf } from "../target";
import type { Outcome } from "../types";
import { requestOf } from "../walk";
import { ForecastView } from "./forecast";

export function PlanPage() {
  const { words, walk, change, secret, session } = useSurroundings();
  const [error, setError] = useState("");
  const uri = uriOf(walk.destination);
  const request = requestOf(walk, uri);
  const asText = JSON.stringify(request);
  const { state } = useJob<Outcome>(walk.jobs.plan);
  const result = state?.result;
  const outcome = result && !result.refused ? result : null;
  const current = walk.planned === asText;
  const atWork = state !== null && state.state !== "finished";

  const start = async (kind: "plan" | "run") => {
    try {
      setError("");
      const id = await startJob(kind, request, secret);
      if (kind === "plan") change({ jobs: { ...walk.jobs, plan: id }, planned: asText });
      else change({ jobs: { ...walk.jobs, run: id }, page: "run" });
    } catch (problem) {
      setError((problem as Error).message);
    }
  };

  return (
    <Page
      title={words.plan.title}
      lead={words.plan.lead}
      foot={
        <Foot back="options">
          <button
            className="button primary"
            disabled={!outcome || !current || session.read_only}
            onClick={() => start("run")}
          >
            {words.plan.start}
          </button>
        </Foot>
      }
    >
      {session.read_only && <Notice>{words.readOnly}</Notice>}
      <section className="card padded stack">
        <dl className="facts">
          <dt>{words.plan.source}</dt>
          <dd className="mono">
            <bdi>{plain(walk.source)}</bdi>
          </dd>
          <dt>{words.plan.target}</dt>
          <dd className="mono">
            <bdi>{plain(uri)}</bdi>
          </dd>
        </dl>
        <div className="row">
          <button
            className={outcome && current ? "button" : "button primary"}
            disabled={atWork}
            onClick={() => start("plan")}
          >
            {walk.jobs.plan ? words.plan.again : words.plan.make}
          </button>
          {atWork && (
            <button className="button" onClick={() => controlJob(walk.jobs.plan, "cancel")}>
              {words.cancel}
            </button>
          )}
        </div>
        {error && <Notice tone="error">{plain(error)}</Notice>}
        {atWork && state && (
          <>
            <Notice>{words.plan.making}</Notice>
            <WorkProgress state={state} />
          </>
        )}
        {result?.refused && <Notice tone="error">{plain(result.refused.text)}</Notice>}
        {outcome && !current && <Notice tone="warning">{words.plan.outdated}</Notice>}
      </section>
      {outcome && state && (
        <>
          <section className="card" aria-label={words.plan.title}>
            <TallyTable outcome={outcome} />
          </section>
          {outcome.notes && <ControlNotes notes={outcome.notes} />}
          <ForecastView forecast={outcome.forecast} rehearsal={state.seconds} />
          <section className="card padded stack">
            <h2>{words.plan.losses}</h2>
            <FindingGroups groups={outcome.findings} none={words.plan.nothing} />
          </section>
        </>
      )}
    </Page>
  );
}
