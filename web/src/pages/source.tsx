import { useState } from "react";
import type { ApiError } from "../api";
import { useSurroundings } from "../context";
import { controlJob, startJob } from "../job";
import { Field } from "../parts/field";
import { FolderBrowser } from "../parts/folder-browser";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { plain } from "../plain";
import { START } from "../walk";
import { FoundSource } from "./found-source";

export function SourcePage() {
  const { words, walk, change, session, inspected } = useSurroundings();
  const { state, inspection } = inspected;
  const [path, setPath] = useState(walk.source || session.home);
  const [error, setError] = useState<ApiError | null>(null);
  const atWork = state !== null && state.state !== "finished";
  const refused = state?.result?.refused;

  const examine = async (wanted: string) => {
    setPath(wanted);
    try {
      const inspect = await startJob("inspect", { source: wanted });
      change({ source: wanted, excluded: [], jobs: { ...START.jobs, inspect }, planned: "" });
      setError(null);
    } catch (problem) {
      setError(problem as ApiError);
    }
  };

  return (
    <Page
      title={words.source.title}
      lead={words.source.lead}
      foot={
        <>
          <span />
          <button className="button primary" disabled={!inspection} onClick={() => change({ page: "mailboxes" })}>
            {words.next}
          </button>
        </>
      }
    >
      <form
        className="row end"
        onSubmit={(event) => {
          event.preventDefault();
          void examine(path.trim());
        }}
      >
        <Field label={words.source.path} value={path} onChange={setPath} />
        <button className="button primary" disabled={atWork || !path.trim()}>
          {words.source.look}
        </button>
      </form>
      {error && <Notice tone="error">{plain(error.message)}</Notice>}
      {atWork && (
        <Notice>
          <div className="row">
            {words.source.looking}
            <button className="button small" onClick={() => controlJob(walk.jobs.inspect, "cancel")}>
              {words.cancel}
            </button>
          </div>
        </Notice>
      )}
      {refused && <Notice tone="error">{plain(refused.text)}</Notice>}
      {inspection && <FoundSource inspection={inspection} />}
      <FolderBrowser start={session.home} onChoose={(chosen) => void examine(chosen)} />
    </Page>
  );
}
