import { useSurroundings } from "../context";
import { plain } from "../plain";
import type { Address, LookReport } from "../types";
import { shownAddress } from "./message-reader";

// What a receipt, a non-delivery report or a message about a meeting says beside its text.
export function MessageReport({ report }: { report: LookReport }) {
  const { words, formats } = useSurroundings();
  const told = words.look.report;
  const meeting = report.kind.startsWith("meeting-");
  const people = (list: Address[]) => list.map((one) => plain(shownAddress(one))).join("; ");
  const peopleName =
    report.kind === "read-receipt" ? told.reader : report.kind === "non-delivery" ? told.missed : told.answeredFor;
  const rows: [string, string | undefined][] = [
    [peopleName, people(report.people)],
    [told.readAt, report.read_at && formats.dateTime(report.read_at)],
    [told.explanation, report.explanation && plain(report.explanation.trim())],
    [meeting ? told.owner : told.originalFrom, people(report.original_from)],
    [told.originalSubject, report.original_subject && plain(report.original_subject)],
    [told.originalSent, report.original_sent && formats.dateTime(report.original_sent)],
    [told.start, report.start && formats.dateTime(report.start)],
    [told.end, report.end && formats.dateTime(report.end)],
    [told.answer, report.response_requested ? told.wanted : undefined],
  ];
  return (
    <section className="report" aria-label={told.kinds[report.kind]}>
      <h4>{told.kinds[report.kind]}</h4>
      <dl className="facts small">
        {rows
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name} className="facts-row">
              <dt>{name}</dt>
              <dd className="lines">
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
