import { useEffect, useState } from "react";
import { get } from "../api";
import { useSurroundings } from "../context";
import { BlockMap, STATES, Swatch } from "../parts/block-map";
import { Notice } from "../parts/notice";
import { plain } from "../plain";
import type { Inspection, InspectedUser, StoreHealth } from "../types";

const WITH_STORES = new Set(["mmf", "postoffice", "wgpo"]);

// The message files of a mailbox, as far as they lie on the disk by themselves.
export function storesOf(inspection: Inspection | null, user: InspectedUser): string[] {
  const root = inspection?.sources[0];
  const source = inspection?.sources.find((one) => one.users.includes(user));
  if (!root || !source || !user.mmf || !WITH_STORES.has(source.kind)) return [];
  if (root.kind === "mmf") return [root.path];
  return [user.mmf, ...(user.more_mmf ?? [])].map((path) => (path.startsWith("/") ? path : `${root.path}/${path}`));
}

function Damage({ health }: { health: StoreHealth }) {
  const { words, formats } = useSurroundings();
  const blocks = words.blocks;
  return (
    <details>
      <summary>{blocks.which}</summary>
      <div className="scroll" tabIndex={0} role="group" aria-label={blocks.which}>
        <table className="small">
          <thead>
            <tr>
              <th scope="col">{blocks.object}</th>
              <th scope="col">{blocks.place}</th>
              <th scope="col" className="number">
                {blocks.bytes}
              </th>
              <th scope="col">{blocks.problem}</th>
            </tr>
          </thead>
          <tbody>
            {health.damaged.map((one) => (
              <tr key={one.offset}>
                <th scope="row" lang="en">
                  {plain(one.object)}
                </th>
                <td className="mono">0x{one.offset.toString(16)}</td>
                <td className="number">{formats.number(one.size)}</td>
                <td className="wrap" lang="en">
                  {plain(one.problem)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

// Which parts of a message file are alive, free, damaged, or of nobody: a picture, and the same in numbers.
export function StoreBlocks({ path }: { path: string }) {
  const { words, formats } = useSurroundings();
  const [health, setHealth] = useState<StoreHealth | null>(null);
  const [error, setError] = useState("");
  useEffect(() => {
    let left = false;
    setHealth(null);
    setError("");
    get<StoreHealth>("blocks", { path }).then(
      (answer) => !left && setHealth(answer),
      (problem: Error) => !left && setError(problem.message),
    );
    return () => {
      left = true;
    };
  }, [path]);
  const blocks = words.blocks;
  if (error) return <Notice tone="warning">{plain(error)}</Notice>;
  if (!health) return <p className="soft">{words.loading}</p>;
  const bytes = (state: (typeof STATES)[number]) => health.portions[state].bytes;
  const told = STATES.filter((state) => bytes(state) > 0).map(
    (state) => `${blocks.states[state]} ${formats.percent(bytes(state), health.size)}`,
  );
  return (
    <div className="stack" data-blocks={path}>
      <BlockMap label={`${blocks.title}: ${told.join(", ")}`} cells={health.cells} />
      <p className="soft small">{blocks.cell(formats.bytes(health.cell))}</p>
      <table>
        <caption className="unseen">{blocks.title}</caption>
        <thead>
          <tr>
            <th scope="col">{blocks.state}</th>
            <th scope="col" className="number">
              {blocks.count}
            </th>
            <th scope="col" className="number">
              {blocks.size}
            </th>
            <th scope="col" className="number">
              {blocks.share}
            </th>
          </tr>
        </thead>
        <tbody>
          {STATES.map((state) => (
            <tr key={state} data-state={state}>
              <th scope="row">
                <Swatch state={state} /> {blocks.states[state]}
              </th>
              <td className="number">{formats.number(health.portions[state].blocks)}</td>
              <td className="number">{formats.bytes(bytes(state))}</td>
              <td className="number">{formats.percent(bytes(state), health.size)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {health.raw && <Notice tone="warning">{blocks.raw}</Notice>}
      {!health.complete && <Notice tone="warning">{blocks.incomplete}</Notice>}
      {health.damaged.length > 0 && <Damage health={health} />}
    </div>
  );
}
