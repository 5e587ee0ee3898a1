import { useEffect, useState } from "react";
import { get, type ApiError } from "../api";
import { useSurroundings } from "../context";
import { plain } from "../plain";
import type { FolderListing } from "../types";
import { Notice } from "./notice";

interface Props {
  start: string;
  foldersOnly?: boolean;
  onChoose: (path: string) => void;
}

function joined(folder: string, name: string): string {
  return folder === "/" ? `/${name}` : `${folder}/${name}`;
}

// No browser shows the folders of another machine, so the program lists them.
export function FolderBrowser({ start, foldersOnly = false, onChoose }: Props) {
  const { words, formats } = useSurroundings();
  const [path, setPath] = useState(start);
  const [listing, setListing] = useState<FolderListing | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  useEffect(() => {
    let left = false;
    get<FolderListing>("folder", { path }).then(
      (answer) => {
        if (left) return;
        setListing(answer);
        setError(null);
      },
      (problem) => !left && setError(problem),
    );
    return () => {
      left = true;
    };
  }, [path]);
  const entries = listing?.entries.filter((entry) => entry.directory || !foldersOnly) ?? [];
  return (
    <div className="card">
      <header>
        <h2>
          {words.source.folder} <bdi className="mono wrap">{plain(listing?.path ?? path)}</bdi>
        </h2>
        <div className="row">
          <button
            className="button small"
            disabled={!listing?.parent}
            onClick={() => listing?.parent && setPath(listing.parent)}
          >
            {words.source.up}
          </button>
          <button className="button small" disabled={!listing} onClick={() => listing && onChoose(listing.path)}>
            {words.source.use}
          </button>
        </div>
      </header>
      {error && <Notice tone="error">{plain(error.message)}</Notice>}
      <div className="scroll" tabIndex={0} role="group" aria-label={words.source.folder}>
        <table>
          <thead className="unseen">
            <tr>
              <th scope="col">{words.source.name}</th>
              <th scope="col">{words.source.type}</th>
              <th scope="col">{words.source.size}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.name}>
                <td className="wrap">
                  <button
                    className="link"
                    onClick={() => {
                      const chosen = joined(listing?.path ?? "/", entry.name);
                      if (entry.directory) setPath(chosen);
                      if (!entry.directory || entry.likeness === "postoffice") onChoose(chosen);
                    }}
                  >
                    <span aria-hidden="true">{entry.directory ? "▸ " : ""}</span>
                    <bdi>{plain(entry.name)}</bdi>
                  </button>
                </td>
                <td>
                  {entry.likeness && <span className="badge">{words.source.likeness[entry.likeness]}</span>}
                </td>
                <td className="number soft">{entry.directory ? "" : formats.bytes(entry.size)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {listing && entries.length === 0 && <p className="soft card padded">{words.source.empty}</p>}
        {listing?.cut && <p className="soft">{words.source.cut}</p>}
      </div>
    </div>
  );
}
