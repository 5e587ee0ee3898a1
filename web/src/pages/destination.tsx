import { useState } from "react";
import type { ApiError } from "../api";
import { useSurroundings } from "../context";
import { startJob, useJob } from "../job";
import { Foot } from "../parts/foot";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { plain } from "../plain";
import { uriOf, writesFiles, type Destination, type DestinationKind } from "../target";
import type { Preflight } from "../types";
import { requestOf } from "../walk";
import { FolderDestination } from "./folder-destination";
import { ServerDestination } from "./server-destination";

const KINDS: readonly DestinationKind[] = [
  "pst",
  "maildir",
  "mbox",
  "eml",
  "imap",
  "ews",
  "migration",
  "bag",
  "contacts",
  "directory",
];

export function DestinationPage() {
  const { words, walk, change, secret } = useSurroundings();
  const { destination } = walk;
  const [job, setJob] = useState(0);
  const [error, setError] = useState<ApiError | null>(null);
  const { state } = useJob<Preflight>(job);
  const uri = uriOf(destination);
  const set = (part: Partial<Destination>) => {
    setJob(0);
    change({ destination: { ...destination, ...part } });
  };
  const test = async () => {
    try {
      setError(null);
      setJob(await startJob("test", requestOf(walk, uri), secret));
    } catch (problem) {
      setError(problem as ApiError);
    }
  };
  const result = state?.result;
  return (
    <Page
      title={words.destination.title}
      lead={words.destination.lead}
      foot={<Foot back="look" next="options" ready={uri !== ""} />}
    >
      <fieldset>
        <legend className="unseen">{words.destination.kind}</legend>
        <div className="choices">
          {KINDS.map((kind) => (
            <label key={kind} className="choice">
              <input
                type="radio"
                name="kind"
                checked={destination.kind === kind}
                onChange={() => set({ kind })}
              />
              <span>
                <strong>{words.destination.kinds[kind][0]}</strong>
                <span className="soft small">
                  <br />
                  {words.destination.kinds[kind][1]}
                </span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <section className="card padded stack" aria-label={words.pages.destination}>
        {writesFiles(destination.kind) ? (
          <FolderDestination destination={destination} set={set} />
        ) : (
          <ServerDestination destination={destination} set={set} />
        )}
        <div className="row">
          <button className="button" disabled={!uri || (state !== null && state.state !== "finished")} onClick={test}>
            {words.destination.test}
          </button>
          {!uri && <span className="soft">{words.destination.incomplete}</span>}
        </div>
        {error && <Notice tone="error">{plain(error.message)}</Notice>}
        {state && state.state !== "finished" && <Notice>{words.destination.testing}</Notice>}
        {result?.refused && <Notice tone="error">{plain(result.refused.text)}</Notice>}
        {result && !result.refused && (
          <Notice tone="good">{words.destination.tested(plain(result.places.join(", ")))}</Notice>
        )}
      </section>
    </Page>
  );
}
