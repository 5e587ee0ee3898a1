import { useSurroundings } from "../context";
import { plain } from "../plain";
import { Notice } from "./notice";

// What the old wizard's control file asks for and is not done.
export function ControlNotes({ notes }: { notes: string[] }) {
  const { words } = useSurroundings();
  return (
    <Notice>
      <strong>{words.plan.notes}</strong>
      <ul lang="en">
        {notes.map((note) => (
          <li key={note}>{plain(note)}</li>
        ))}
      </ul>
    </Notice>
  );
}
