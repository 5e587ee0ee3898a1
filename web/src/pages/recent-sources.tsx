import { useEffect, useState } from "react";
import { get } from "../api";
import { useSurroundings } from "../context";
import { plain } from "../plain";

// What was examined before, on this machine and by this user.
export function RecentSources({ disabled, onChoose }: { disabled: boolean; onChoose: (path: string) => void }) {
  const { words } = useSurroundings();
  const [paths, setPaths] = useState<string[]>([]);
  useEffect(() => {
    let left = false;
    get<string[]>("recent").then(
      (answer) => !left && setPaths(answer),
      () => undefined, // a convenience
    );
    return () => {
      left = true;
    };
  }, []);
  if (paths.length === 0) return null;
  return (
    <section className="card padded stack tight" aria-label={words.source.recent}>
      <h2>{words.source.recent}</h2>
      <ul className="bare">
        {paths.map((path) => (
          <li key={path}>
            <button className="link mono wrap" disabled={disabled} onClick={() => onChoose(path)}>
              <bdi>{plain(path)}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
