import { useState } from "react";
import { get } from "../api";
import { useSurroundings } from "../context";
import { Notice } from "../parts/notice";
import { plain } from "../plain";
import type { LookBook, LookEntry } from "../types";

const MOST = 300; // entries drawn; the filter finds the others

function Entry({ entry }: { entry: LookEntry }) {
  const { words } = useSurroundings();
  return (
    <tr>
      <th scope="row" className="wrap">
        <bdi>{plain(entry.name)}</bdi>
        {entry.comment && (
          <div className="soft lines">
            <bdi>{plain(entry.comment)}</bdi>
          </div>
        )}
      </th>
      <td className="wrap">
        {entry.group ? (
          <>
            <span className="badge">{words.look.group}</span>{" "}
            {entry.members && <bdi>{words.look.members(plain(entry.members.join(", ")))}</bdi>}
          </>
        ) : (
          <bdi className="mono">{plain(`${entry.type}:${entry.address}`)}</bdi>
        )}
      </td>
    </tr>
  );
}

function Book({ book }: { book: LookBook }) {
  const { words, formats } = useSurroundings();
  const [filter, setFilter] = useState("");
  const wanted = filter.trim().toLocaleLowerCase();
  const shown = book.entries.filter((one) => `${one.name} ${one.address}`.toLocaleLowerCase().includes(wanted));
  return (
    <section className="stack tight" aria-label={plain(book.name)}>
      <div className="row">
        <h3>
          <bdi>{plain(book.name)}</bdi> <span className="soft">{words.look.entries(formats.number(book.entries.length))}</span>
        </h3>
        <label className="compact">
          {words.look.filterBook}
          <input className="filter" type="search" value={filter} onChange={(event) => setFilter(event.target.value)} />
        </label>
      </div>
      <div className="scroll" tabIndex={0} role="group" aria-label={plain(book.name)}>
        <table className="small">
          <tbody>
            {shown.slice(0, MOST).map((entry, row) => (
              <Entry key={row} entry={entry} />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length > MOST && <p className="soft">{words.look.moreEntries(formats.number(shown.length - MOST))}</p>}
    </section>
  );
}

// Read when they are opened: they may be large, and few people want them.
export function AddressBooks({ mailbox }: { mailbox: number }) {
  const { words } = useSurroundings();
  const [books, setBooks] = useState<LookBook[] | null>(null);
  const [error, setError] = useState("");
  const load = () => {
    if (books || error) return;
    get<LookBook[]>("look/books", { mailbox }).then(setBooks, (problem: Error) => setError(problem.message));
  };
  return (
    <details className="card padded" onToggle={(event) => event.currentTarget.open && load()}>
      <summary>{words.look.books}</summary>
      {error && <Notice tone="error">{plain(error)}</Notice>}
      {books?.length === 0 && <p className="soft">{words.look.noBooks}</p>}
      <div className="stack">
        {books?.map((book, index) => (
          <Book key={index} book={book} />
        ))}
      </div>
    </details>
  );
}
