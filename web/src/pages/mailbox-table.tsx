import { Fragment, useState } from "react";
import { useSurroundings } from "../context";
import { Bars } from "../parts/bars";
import { plain } from "../plain";
import type { InspectedUser } from "../types";
import { nameOf } from "./mailboxes";
import { storesOf, StoreBlocks } from "./store-blocks";

interface Props {
  users: InspectedUser[];
  onChoose: (user: InspectedUser, yes: boolean) => void;
}

const MOST = 500; // rows drawn; the filter finds the others

export function MailboxTable({ users, onChoose }: Props) {
  const { words, formats, walk, inspected } = useSurroundings();
  const [open, setOpen] = useState("");
  const several = inspected.users.length > 1; // the only one has its blocks on the page itself
  const columns = words.mailboxes.columns;
  if (users.length === 0) return <p className="soft card padded">{words.mailboxes.noMatch}</p>;
  return (
    <div className={open ? "scroll whole" : "scroll"} tabIndex={0} role="group" aria-label={words.pages.mailboxes}>
      <table>
        <thead>
          <tr>
            <th scope="col">{columns.mailbox}</th>
            <th scope="col" className="number">
              {columns.messages}
            </th>
            <th scope="col" className="number">
              {columns.attachments}
            </th>
            <th scope="col" className="number">
              {columns.size}
            </th>
            <th scope="col">{columns.period}</th>
            <th scope="col">{columns.health}</th>
          </tr>
        </thead>
        <tbody>
          {users.slice(0, MOST).map((user, index) => {
            const name = plain(nameOf(user, words.mailboxes.unnamed));
            const key = `${user.mailbox}/${index}`;
            return (
              <Fragment key={key}>
                <tr>
                  <td>
                    <label className="check">
                      <input
                        type="checkbox"
                        checked={!walk.excluded.includes(user.mailbox)}
                        disabled={!user.mailbox}
                        onChange={(event) => onChoose(user, event.target.checked)}
                      />
                      <span className="wrap">
                        <bdi>{name}</bdi> {user.display_name && <bdi className="soft mono">{plain(user.mailbox)}</bdi>}
                      </span>
                    </label>
                  </td>
                  <td className="number">{formats.number(user.messages)}</td>
                  <td className="number">{formats.number(user.attachments)}</td>
                  <td className="number">
                    <button
                      className="link"
                      aria-expanded={open === key}
                      aria-label={`${formats.bytes(user.bytes)}: ${words.mailboxes.details(name)}`}
                      onClick={() => setOpen(open === key ? "" : key)}
                    >
                      {formats.bytes(user.bytes)}
                    </button>
                  </td>
                  <td>
                    {user.oldest && (
                      <>
                        {formats.date(user.oldest)} – {formats.date(user.newest)}
                      </>
                    )}
                  </td>
                  <td>
                    <span className={`badge ${user.health}`}>{words.mailboxes.health[user.health]}</span>
                    {user.problem && <div className="small wrap">{plain(user.problem)}</div>}
                  </td>
                </tr>
                {open === key && (
                  <tr>
                    <td colSpan={6} className="stacked">
                      <h2>{words.mailboxes.folders}</h2>
                      <Bars
                        label={words.mailboxes.folders}
                        rows={user.folders.map((folder) => ({ name: folder.path.join(" / "), value: folder.bytes }))}
                        shown={formats.bytes}
                      />
                      {several &&
                        storesOf(inspected.inspection, user).map((path) => (
                          <section key={path} aria-label={words.blocks.title}>
                            <h2>{words.blocks.title}</h2>
                            <p className="mono small wrap">
                              <bdi>{plain(path)}</bdi>
                            </p>
                            <StoreBlocks path={path} />
                          </section>
                        ))}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
