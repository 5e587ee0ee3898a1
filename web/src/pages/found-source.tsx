import { useSurroundings } from "../context";
import { plain } from "../plain";
import type { InspectedSource, Inspection } from "../types";

function Facts({ source }: { source: InspectedSource }) {
  const { words, formats } = useSurroundings();
  const rows: [string, string | undefined][] = [
    [words.source.version, source.version],
    [words.source.size, source.size ? formats.bytes(source.size) : undefined],
    [words.source.network, source.network],
    [words.source.office, source.postoffice],
    [words.source.administrator, source.administrator],
    [words.pages.mailboxes, source.users.length ? formats.number(source.users.length) : undefined],
    [words.source.unmatched, source.unmatched?.join(", ")],
    [words.source.findings, source.findings.length ? formats.number(source.findings.length) : undefined],
  ];
  return (
    <dl className="facts">
      {rows
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name} className="facts-row">
            <dt>{name}</dt>
            <dd>
              <bdi>{plain(value ?? "")}</bdi>
            </dd>
          </div>
        ))}
    </dl>
  );
}

export function FoundSource({ inspection }: { inspection: Inspection }) {
  const { words } = useSurroundings();
  const evidence = inspection.sources.flatMap((source) => source.evidence ?? []);
  return (
    <section className="card padded stack" aria-label={words.source.found}>
      <h2>{words.source.found}</h2>
      {inspection.sources.map((source, index) => (
        <div key={index} className="stack tight">
          <h3>
            {words.source.kinds[source.kind] ?? source.kind} · <bdi className="mono wrap">{plain(source.path)}</bdi>
          </h3>
          <Facts source={source} />
        </div>
      ))}
      {evidence.length > 0 && (
        <details>
          <summary>{words.source.evidence}</summary>
          <div className="scroll" tabIndex={0} role="group" aria-label={words.source.evidence}>
            <table className="small" lang="en">
              <tbody>
                {evidence.map((fact, index) => (
                  <tr key={index}>
                    <th scope="row">{plain(fact.field)}</th>
                    <td className="mono wrap">{plain(String(fact.value))}</td>
                    <td>{plain(fact.established)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </section>
  );
}
