import type { Words } from "../words/en";

export function Ended({ words, done }: { words: Words; done: boolean }) {
  return (
    <main className="card cover stack">
      <h1>{words.endedTitle}</h1>
      {done ? (
        <p>{words.quitDone}</p>
      ) : (
        <p>
          {words.endedText} <code>restante wizard</code>.
        </p>
      )}
    </main>
  );
}
