import { useState } from "react";
import { useSurroundings } from "../context";
import { Bars } from "../parts/bars";
import { Choice } from "../parts/choice";
import { HealthMap } from "../parts/health-map";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { YearChart } from "../parts/year-chart";
import type { Health, InspectedUser } from "../types";
import { MailboxTable } from "./mailbox-table";
import { storesOf, StoreBlocks } from "./store-blocks";

export function nameOf(user: InspectedUser, unnamed: string): string {
  return user.display_name || user.mailbox || unnamed;
}

// Every year from the first to the last, also those without a message.
function messagesByYear(users: InspectedUser[]): [year: number, messages: number][] {
  const sums = new Map<number, number>();
  for (const user of users)
    for (const [year, messages] of Object.entries(user.years ?? {}))
      sums.set(Number(year), (sums.get(Number(year)) ?? 0) + messages);
  const known = [...sums.keys()];
  if (known.length === 0) return [];
  const first = Math.min(...known);
  const last = Math.max(...known);
  // A date that makes no sense must not stretch the picture over centuries.
  if (last - first > 60) return [...sums].sort(([a], [b]) => a - b);
  return Array.from({ length: last - first + 1 }, (_, i) => [first + i, sums.get(first + i) ?? 0]);
}

export function MailboxesPage() {
  const { words, formats, walk, change, inspected } = useSurroundings();
  const { users, inspection } = inspected;
  const [filter, setFilter] = useState("");
  const [health, setHealth] = useState<Health | "">("");
  const wanted = filter.trim().toLocaleLowerCase();
  const shown = users.filter(
    (user) =>
      (!health || user.health === health) &&
      (!wanted || `${user.mailbox} ${user.display_name ?? ""}`.toLocaleLowerCase().includes(wanted)),
  );
  const chosen = users.filter((user) => !walk.excluded.includes(user.mailbox));
  const exclude = (names: string[], without: boolean) => {
    const excluded = new Set(walk.excluded);
    for (const name of names) {
      if (without) excluded.add(name);
      else excluded.delete(name);
    }
    change({ excluded: [...excluded] });
  };
  const shared = inspection?.sources.filter((source) => source.shared_folders) ?? [];
  const years = messagesByYear(chosen);
  const rows = chosen.map((user) => ({ name: nameOf(user, words.mailboxes.unnamed), value: user.bytes }));

  return (
    <Page
      title={words.mailboxes.title}
      lead={words.mailboxes.lead}
      foot={
        <>
          <button className="button" onClick={() => change({ page: "source" })}>
            {words.back}
          </button>
          <button className="button primary" disabled={chosen.length === 0} onClick={() => change({ page: "look" })}>
            {words.next}
          </button>
        </>
      }
    >
      <section className="card" aria-label={words.pages.mailboxes}>
        <header>
          <div className="row">
            <label className="compact">
              {words.mailboxes.filter}
              <input className="filter" type="search" value={filter} onChange={(event) => setFilter(event.target.value)} />
            </label>
            <Choice
              label={words.mailboxes.healthFilter}
              value={health}
              options={[
                ["", words.mailboxes.any],
                ["good", words.mailboxes.health.good],
                ["damaged", words.mailboxes.health.damaged],
                ["unreadable", words.mailboxes.health.unreadable],
              ]}
              onChange={(value) => setHealth(value as Health | "")}
            />
          </div>
          <div className="row">
            <button className="button small" onClick={() => exclude(shown.map((user) => user.mailbox), false)}>
              {words.mailboxes.all}
            </button>
            <button className="button small" onClick={() => exclude(shown.map((user) => user.mailbox), true)}>
              {words.mailboxes.none}
            </button>
            <span className="soft" role="status">
              {words.mailboxes.chosen(formats.number(chosen.length), formats.number(users.length))}
            </span>
          </div>
        </header>
        <MailboxTable users={shown} onChoose={(user, yes) => exclude([user.mailbox], !yes)} />
      </section>
      {inspection && chosen.length === 0 && <Notice tone="warning">{words.mailboxes.nobody}</Notice>}
      {shared.map((source, index) => (
        <p key={index} className="soft">
          {words.mailboxes.shared(formats.number(source.shared_folders ?? 0), formats.number(source.shared_messages ?? 0))}
        </p>
      ))}
      {users.length === 1 &&
        users[0] &&
        storesOf(inspection, users[0]).map((path) => (
          <section key={path} className="card padded stack" aria-label={words.blocks.title}>
            <h2>{words.blocks.title}</h2>
            <StoreBlocks path={path} />
          </section>
        ))}
      <div className="columns">
        {years.length > 0 && (
          <section className="card padded stack">
            <h2>{words.mailboxes.years}</h2>
            <YearChart label={words.mailboxes.years} years={years} shown={formats.number} />
          </section>
        )}
        {users.length > 1 && (
          <section className="card padded stack">
            <h2>{words.mailboxes.overview}</h2>
            <Bars label={words.mailboxes.overview} rows={rows} shown={formats.bytes} />
          </section>
        )}
        {users.length > 1 && (
          <section className="card padded stack">
            <h2>{words.mailboxes.healthMap}</h2>
            <HealthMap label={words.mailboxes.healthMap} states={users.map((user) => user.health)} />
            <p className="row small">
              {(["good", "damaged", "unreadable"] as const).map((one) => (
                <span key={one} className={`badge ${one}`}>
                  {words.mailboxes.health[one]}: {formats.number(users.filter((user) => user.health === one).length)}
                </span>
              ))}
            </p>
          </section>
        )}
      </div>
    </Page>
  );
}
