import { useState, type DragEvent } from "react";
import type { ApiError } from "../api";
import { useSurroundings } from "../context";
import { droppedPath, pathOf } from "../dropped-path";
import { controlJob, startJob } from "../job";
import { Field } from "../parts/field";
import { FolderBrowser } from "../parts/folder-browser";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { plain } from "../plain";
import { START } from "../walk";
import { FoundSource } from "./found-source";
import { RecentSources } from "./recent-sources";

export function SourcePage() {
  const { words, walk, change, session, inspected } = useSurroundings();
  const { state, inspection } = inspected;
  const [path, setPath] = useState(walk.source || session.home);
  const [error, setError] = useState<ApiError | null>(null);
  const [over, setOver] = useState(false);
  const [pathless, setPathless] = useState(false);
  const atWork = state !== null && state.state !== "finished";
  const refused = state?.result?.refused;

  const examine = async (wanted: string) => {
    setPath(wanted);
    setPathless(false);
    try {
      const inspect = await startJob("inspect", { source: wanted });
      change({ source: wanted, excluded: [], jobs: { ...START.jobs, inspect }, planned: "" });
      setError(null);
    } catch (problem) {
      setError(problem as ApiError);
    }
  };

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = droppedPath(event.dataTransfer);
    setPathless(!dropped);
    if (dropped && !atWork) void examine(dropped);
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
        className={over ? "row end drop over" : "row end drop"}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        onSubmit={(event) => {
          event.preventDefault();
          void examine(path.trim());
        }}
      >
        <Field
          label={words.source.path}
          hint={words.source.pathHint}
          value={path}
          onChange={setPath}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData("text/plain");
            if (!/^\s*file:/i.test(pasted) || !pathOf(pasted)) return; // as it is typed
            event.preventDefault();
            setPath(pathOf(pasted));
          }}
        />
        <button className="button primary" disabled={atWork || !path.trim()}>
          {words.source.look}
        </button>
      </form>
      {pathless && <Notice tone="warning">{words.source.pathless}</Notice>}
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
      {!inspection && <RecentSources disabled={atWork} onChoose={(chosen) => void examine(chosen)} />}
      {inspection && <FoundSource inspection={inspection} />}
      <FolderBrowser start={session.home} onChoose={(chosen) => void examine(chosen)} />
    </Page>
  );
}
