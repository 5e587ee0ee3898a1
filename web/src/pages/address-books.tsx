import { useState } from "react";
import { get } from "../api";
import { useSurroundings } from "../context";
import { Notice } from "../parts/notice";
import { plain } from "../plain";
import type { LookBook } from "../types";

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
      {books?.map((book, index) => (
        <table key={index}>
          <caption>
            <bdi>{plain(book.name)}</bdi>
          </caption>
          <tbody>
            {book.entries.map((entry, row) => (
              <tr key={row}>
                <th scope="row">
                  <bdi>{plain(entry.name)}</bdi>
                </th>
                <td className="mono wrap">
                  {entry.group ? words.look.group : <bdi>{plain(`${entry.type}:${entry.address}`)}</bdi>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </details>
  );
}
