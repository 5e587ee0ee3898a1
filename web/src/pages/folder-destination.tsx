import { useState } from "react";
import { useSurroundings } from "../context";
import { Field } from "../parts/field";
import { FolderBrowser } from "../parts/folder-browser";
import type { Destination } from "../target";

interface Props {
  destination: Destination;
  set: (part: Partial<Destination>) => void;
}

export function FolderDestination({ destination, set }: Props) {
  const { words, session } = useSurroundings();
  const [browsing, setBrowsing] = useState(false);
  return (
    <>
      <div className="row end">
        <Field
          label={words.destination.folder}
          hint={words.destination.folderHint}
          value={destination.folder}
          onChange={(folder) => set({ folder })}
        />
        <button className="button" aria-expanded={browsing} onClick={() => setBrowsing(!browsing)}>
          {words.destination.browse}
        </button>
      </div>
      {browsing && (
        <FolderBrowser
          start={session.home}
          foldersOnly
          onChoose={(folder) => {
            set({ folder });
            setBrowsing(false);
          }}
        />
      )}
    </>
  );
}
