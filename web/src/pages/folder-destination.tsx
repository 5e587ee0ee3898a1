import { useState } from "react";
import { useSurroundings } from "../context";
import { Choice } from "../parts/choice";
import { Field } from "../parts/field";
import { FolderBrowser } from "../parts/folder-browser";
import { BAG_KINDS, type BagKind, type Destination } from "../target";

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
      {destination.kind === "bag" && (
        <Choice
          label={words.destination.inner}
          value={destination.inner}
          options={BAG_KINDS.map((kind) => [kind, words.destination.kinds[kind][0] ?? kind])}
          onChange={(inner) => set({ inner: inner as BagKind })}
        />
      )}
      {destination.kind === "contacts" && (
        <Choice
          label={words.destination.card}
          value={destination.card}
          options={[
            ["4", "vCard 4"],
            ["3", "vCard 3"],
          ]}
          onChange={(card) => set({ card: card as Destination["card"] })}
        />
      )}
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
