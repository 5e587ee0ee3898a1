import { useSurroundings } from "../context";
import { plain } from "../plain";
import type { MailboxOutcome } from "../types";

const MOST = 500; // rows drawn; the report names all

// What became of each mailbox. Those that did not arrive whole stand first.
export function MailboxResults({ mailboxes }: { mailboxes: MailboxOutcome[] }) {
  const { words, formats } = useSurroundings();
  const troubled = (one: MailboxOutcome) => !one.complete || one.counts.messages.failed > 0;
  const sorted = [...mailboxes.filter(troubled), ...mailboxes.filter((one) => !troubled(one))];
  const columns = ["found", "delivered", "skipped", "failed"] as const;
  return (
    <section className="card" aria-label={words.result.perMailbox}>
      <header>
        <h2>{words.result.perMailbox}</h2>
      </header>
      <div className="scroll" tabIndex={0} role="group" aria-label={words.result.perMailbox}>
        <table>
          <caption className="unseen">{words.result.perMailboxCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.mailboxes.columns.mailbox}</th>
              {columns.map((column) => (
                <th key={column} scope="col" className="number">
                  {words.result[column]}
                </th>
              ))}
              <th scope="col">{words.result.state}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, MOST).map((one, index) => (
              <tr key={index} data-mailbox={one.name}>
                <th scope="row" className="wrap">
                  <bdi>{plain(one.label) || words.mailboxes.unnamed}</bdi>
                </th>
                {columns.map((column) => (
                  <td key={column} className="number">
                    {formats.number(one.counts.messages[column])}
                  </td>
                ))}
                <td>
                  <span className={`badge ${troubled(one) ? "error" : "good"}`}>
                    {one.complete ? words.run.complete : words.run.incomplete}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sorted.length > MOST && (
        <p className="soft padded">{words.result.more(formats.number(sorted.length - MOST))}</p>
      )}
    </section>
  );
}
