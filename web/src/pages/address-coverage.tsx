import { useState } from "react";
import { useSurroundings } from "../context";
import { startJob, useJob } from "../job";
import { Notice } from "../parts/notice";
import { plain } from "../plain";
import type { Inspection } from "../types";

const REACHED = new Set(["internet", "map", "domain"]);

// Which of the addresses in the mail somebody could still answer to.
export function AddressCoverage() {
  const { words, formats, walk } = useSurroundings();
  const [job, setJob] = useState(0);
  const [error, setError] = useState("");
  const { state } = useJob<Inspection>(job);
  const check = () => {
    setError("");
    startJob("inspect", {
      source: walk.source,
      addresses: true,
      evidence: false,
      domain: walk.options.domain,
      map: walk.options.map,
      code_page: walk.options.codePage,
    }).then(setJob, (problem: Error) => setError(problem.message));
  };
  const refused = state?.result?.refused?.text ?? "";
  const addresses = state?.result?.sources?.flatMap((source) => source.addresses ?? []) ?? [];
  const without = addresses.filter((one) => !REACHED.has(one.reach));
  return (
    <>
      <div>
        <button className="button" disabled={state !== null && state.state !== "finished"} onClick={check}>
          {words.options.coverage}
        </button>
      </div>
      {(error || refused) && <Notice tone="error">{plain(error || refused)}</Notice>}
      {addresses.length > 0 && (
        <Notice tone={without.length === 0 ? "good" : "warning"}>
          {words.options.covered(formats.number(addresses.length - without.length), formats.number(addresses.length))}
          {without.length > 0 && (
            <details>
              <summary>{words.options.uncovered}</summary>
              <ul className="mono">
                {without.slice(0, 100).map((one) => (
                  <li key={one.old}>
                    <bdi>{plain(one.old)}</bdi> × {formats.number(one.count)}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </Notice>
      )}
    </>
  );
}
