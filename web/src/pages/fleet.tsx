import { useEffect, useRef, useState } from "react";
import { post } from "../api";
import { useSurroundings } from "../context";
import { Field } from "../parts/field";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { plain } from "../plain";
import type { Fleet, UnitStates } from "../types";

const STATES: readonly (keyof UnitStates)[] = ["planned", "leased", "complete", "incomplete", "failed", "skipped"];
const ASK_AGAIN = 5000; // milliseconds

function delivered(fleet: Fleet): number {
  return fleet.items["confirmed"] ?? 0;
}

// Whoever looks over a shoulder need not see it.
function withoutPassword(ledger: string): string {
  return ledger.replace(/^(postgres(?:ql)?:\/\/[^:@/]*):[^@]*@/, "$1:…@");
}

// How many workers of many machines stand together in one ledger. Nothing here can change it.
export function FleetPage({ onLeave }: { onLeave: () => void }) {
  const { words, formats } = useSurroundings();
  const [ledger, setLedger] = useState("");
  const [shown, setShown] = useState("");
  const [fleet, setFleet] = useState<Fleet | null>(null);
  const [rate, setRate] = useState(0);
  const [error, setError] = useState("");
  const before = useRef<{ at: number; items: number } | null>(null);

  useEffect(() => {
    if (!shown) return;
    before.current = null;
    let left = false;
    let timer = 0;
    const ask = async () => {
      try {
        const answer = await post<Fleet>("fleet", { ledger: shown });
        if (left) return;
        const now = { at: Date.now(), items: delivered(answer) };
        if (before.current)
          setRate(((now.items - before.current.items) * 60_000) / Math.max(1, now.at - before.current.at));
        before.current ??= now;
        setFleet(answer);
        setError("");
      } catch (problem) {
        if (left) return;
        setFleet(null);
        setError((problem as Error).message);
        return;
      }
      timer = window.setTimeout(ask, ASK_AGAIN);
    };
    void ask();
    return () => {
      left = true;
      window.clearTimeout(timer);
    };
  }, [shown]);

  return (
    <Page
      title={words.fleetPage.title}
      lead={words.fleetPage.lead}
      foot={
        <button className="button" onClick={onLeave}>
          {words.fleetPage.toWizard}
        </button>
      }
    >
      <form
        className="row end"
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = ledger.trim();
          if (wanted !== withoutPassword(shown)) setShown(wanted);
          setLedger(withoutPassword(wanted));
        }}
      >
        <Field
          label={words.fleetPage.ledger}
          hint={words.fleetPage.ledgerHint}
          value={ledger}
          onChange={setLedger}
        />
        <button className="button primary" disabled={!ledger.trim()}>
          {words.fleetPage.show}
        </button>
      </form>
      {error && <Notice tone="error">{plain(error)}</Notice>}
      {fleet && (
        <>
          <section className="card" aria-label={words.fleetPage.title}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{words.fleetPage.state}</th>
                  {STATES.map((state) => (
                    <th key={state} scope="col" className="number">
                      {words.fleetPage.states[state]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {(["sources", "mailboxes"] as const).map((kind) => (
                  <tr key={kind}>
                    <th scope="row">{words.fleetPage[kind]}</th>
                    {STATES.map((state) => (
                      <td key={state} className="number">
                        {formats.number(fleet[kind][state])}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <p className="soft">
            {Object.entries(fleet.items)
              .map(([state, count]) => `${formats.number(count)} ${state}`)
              .join(", ")}
            {rate > 0 && ` · ${words.fleetPage.rate(formats.number(Math.round(rate)))}`}
          </p>
          <div className="columns">
            <section className="card padded stack">
              <h2>{words.fleetPage.workers}</h2>
              {fleet.workers.length === 0 && <p className="soft">{words.fleetPage.none}</p>}
              {fleet.workers.map((worker) => (
                <p key={worker.name} className="small wrap">
                  <strong>{plain(worker.name)}</strong> {plain(worker.source)} {plain(worker.mailbox)}
                </p>
              ))}
            </section>
            <section className="card padded stack">
              <h2>{words.fleetPage.troubled}</h2>
              {fleet.troubled.length === 0 && <p className="soft">{words.fleetPage.none}</p>}
              {fleet.troubled.map((unit, index) => (
                <p key={index} className="small wrap">
                  <span className={`badge ${unit.failed ? "error" : "warning"}`}>
                    {unit.failed ? words.fleetPage.states.failed : words.fleetPage.states.incomplete}
                  </span>{" "}
                  {plain(unit.source)} {plain(unit.mailbox)}
                </p>
              ))}
            </section>
          </div>
        </>
      )}
    </Page>
  );
}
