import { useSurroundings } from "../context";
import type { CountName, Outcome, Tally } from "../types";

const NAMES: readonly CountName[] = ["folders", "messages", "attachments", "contacts", "groups", "appointments"];

// Found = delivered + skipped + failed, row by row.
export function TallyTable({ outcome }: { outcome: Outcome }) {
  const { words, formats } = useSurroundings();
  const rows: [keyof typeof words.result.items, Tally][] = [
    ["mailboxes", outcome.mailboxes],
    ...NAMES.map((name): [CountName, Tally] => [name, outcome.counts[name]]),
  ];
  return (
    <table>
      <caption className="unseen">{words.result.sum}</caption>
      <thead>
        <tr>
          <th scope="col">{words.result.item}</th>
          <th scope="col" className="number">
            {words.result.found}
          </th>
          <th scope="col" className="number">
            {words.result.delivered}
          </th>
          <th scope="col" className="number">
            {words.result.skipped}
          </th>
          <th scope="col" className="number">
            {words.result.failed}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, tally]) => (
          <tr key={name} data-kind={name}>
            <th scope="row">{words.result.items[name]}</th>
            <td className="number">{formats.number(tally.found)}</td>
            <td className="number">{formats.number(tally.delivered)}</td>
            <td className="number">{formats.number(tally.skipped)}</td>
            <td className="number">{formats.number(tally.failed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
