import { useSurroundings } from "../context";
import { plain } from "../plain";
import type { Outcome } from "../types";

export function FailureTable({ outcome }: { outcome: Outcome }) {
  const { words, formats } = useSurroundings();
  return (
    <section className="card" aria-label={words.result.failures}>
      <header>
        <h2>
          {words.result.failures}: {formats.number(outcome.failures_total)}
        </h2>
      </header>
      <div className="scroll" tabIndex={0} role="group" aria-label={words.result.failures}>
        <table className="small" lang="en">
          <tbody>
            {outcome.failures.map((failure, index) => (
              <tr key={index}>
                <th scope="row">
                  <bdi>{plain([failure.mailbox, failure.item].filter(Boolean).join(" · ") || failure.kind)}</bdi>
                  {failure.count > 1 && ` × ${formats.number(failure.count)}`}
                </th>
                <td className="wrap">
                  <bdi>{plain(failure.text)}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
