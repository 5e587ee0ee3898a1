import { useEffect, useState } from "react";
import { get, post, type ApiError } from "../api";
import { useSurroundings } from "../context";
import { Choice } from "../parts/choice";
import { MessageList } from "../parts/message-list";
import { Notice } from "../parts/notice";
import { Page } from "../parts/page";
import { plain } from "../plain";
import type { LookFolder, LookMailbox } from "../types";
import { AddressBooks } from "./address-books";
import { MessageReader } from "./message-reader";

export function LookPage() {
  const { words, formats, walk, change } = useSurroundings();
  const [mailboxes, setMailboxes] = useState<LookMailbox[] | null>(null);
  const [mailbox, setMailbox] = useState(0);
  const [folders, setFolders] = useState<LookFolder[]>([]);
  const [folder, setFolder] = useState(0);
  const [position, setPosition] = useState<number | null>(null);
  const [error, setError] = useState<ApiError | null>(null);

  useEffect(() => {
    post<{ mailboxes: LookMailbox[] }>("look", { source: walk.source, code_page: walk.options.codePage }).then(
      (answer) => {
        setMailboxes(answer.mailboxes);
        setMailbox(answer.mailboxes.find((one) => !one.problem)?.index ?? 0);
      },
      setError,
    );
  }, [walk.source, walk.options.codePage]);

  useEffect(() => {
    if (!mailboxes) return;
    let left = false;
    setPosition(null);
    setFolders([]);
    get<LookFolder[]>("look/folders", { mailbox }).then(
      (answer) => {
        if (left) return;
        setFolders(answer);
        setFolder(Math.max(0, answer.findIndex((one) => one.messages > 0)));
        setError(null);
      },
      (problem) => !left && setError(problem),
    );
    return () => {
      left = true;
    };
  }, [mailboxes, mailbox]);

  const current = folders[folder];
  return (
    <Page
      title={words.look.title}
      lead={words.look.lead}
      foot={
        <>
          <button className="button" onClick={() => change({ page: "mailboxes" })}>
            {words.back}
          </button>
          <button className="button primary" onClick={() => change({ page: "destination" })}>
            {words.next}
          </button>
        </>
      }
    >
      {error && <Notice tone="error">{plain(error.message)}</Notice>}
      {!mailboxes && !error && <Notice>{words.loading}</Notice>}
      {mailboxes && (
        <Choice
          label={words.look.mailbox}
          value={String(mailbox)}
          options={mailboxes.map((one) => [
            String(one.index),
            plain(one.label ?? one.name ?? `${one.index + 1}: ${words.look.unreadable}`),
          ])}
          onChange={(value) => setMailbox(Number(value))}
        />
      )}
      {mailboxes && (
        <div className="look">
          <section className="card" aria-label={words.look.folders}>
            <h2>{words.look.folders}</h2>
            <ul className="folders">
              {folders.map((one, index) => (
                <li key={index}>
                  <button
                    className={`folder depth-${Math.min(3, one.path.length - 1)}`}
                    aria-current={index === folder || undefined}
                    onClick={() => {
                      setFolder(index);
                      setPosition(null);
                    }}
                  >
                    <span className="wrap">
                      <bdi>{plain(one.path[one.path.length - 1] ?? "")}</bdi>
                      {one.hidden && ` (${words.look.hidden})`}
                    </span>
                    <span className="soft">{formats.number(one.messages)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
          <section className="card" aria-label={words.look.messages}>
            <h2>{words.look.messages}</h2>
            {current && current.messages > 0 ? (
              <MessageList
                key={`${mailbox}/${folder}`}
                mailbox={mailbox}
                folder={folder}
                count={current.messages}
                chosen={position}
                onChoose={setPosition}
              />
            ) : (
              <p className="reader soft">{words.look.emptyFolder}</p>
            )}
          </section>
          <section className="card" aria-label={words.look.message}>
            <h2>{words.look.message}</h2>
            {position === null ? (
              <p className="reader soft">{words.look.none}</p>
            ) : (
              <MessageReader
                key={`${mailbox}/${folder}/${position}`}
                mailbox={mailbox}
                folder={folder}
                position={position}
              />
            )}
          </section>
        </div>
      )}
      {mailboxes && <AddressBooks key={mailbox} mailbox={mailbox} />}
    </Page>
  );
}
