import { useEffect, useState } from "react";
import { address, get, type ApiError } from "../api";
import { useSurroundings } from "../context";
import { Notice } from "../parts/notice";
import { plain } from "../plain";
import type { Address, LookMessage } from "../types";
import { MessageReport } from "./message-report";

interface Props {
  mailbox: number;
  folder: number;
  position: number;
}

export function shownAddress(one: Address): string {
  const place = one.address ? (one.type ? `${one.type}:${one.address}` : one.address) : "";
  return one.name && place ? `${one.name} <${place}>` : one.name || place;
}

// Text is text: whatever markup a message holds is shown as it is, and never becomes part of the page.
export function MessageReader({ mailbox, folder, position }: Props) {
  const { words, formats } = useSurroundings();
  const [message, setMessage] = useState<LookMessage | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const place = { mailbox, folder, position };
  useEffect(() => {
    let left = false;
    get<LookMessage>("look/message", { mailbox, folder, position }).then(
      (answer) => !left && setMessage(answer),
      (problem) => !left && setError(problem),
    );
    return () => {
      left = true;
    };
  }, [mailbox, folder, position]);
  if (error) return <Notice tone="error">{plain(error.message)}</Notice>;
  if (!message) return <p className="reader soft">{words.loading}</p>;
  const people: [string, Address[]][] = [
    [words.look.from, message.from],
    [words.look.to, message.to],
    [words.look.cc, message.cc],
    [words.look.bcc, message.bcc],
  ];
  const cut = message.body.length > 0 && new TextEncoder().encode(message.body).length < message.bytes;
  return (
    <article className="reader" tabIndex={0} aria-label={words.look.message}>
      <h3 className="wrap">
        <bdi>{plain(message.subject) || words.look.noSubject}</bdi>
      </h3>
      <dl className="facts small">
        {people
          .filter(([, list]) => list.length > 0)
          .map(([name, list]) => (
            <div key={name} className="facts-row">
              <dt>{name}</dt>
              <dd>
                {list.map((one, index) => (
                  <div key={index}>
                    <bdi>{plain(shownAddress(one))}</bdi>
                  </div>
                ))}
              </dd>
            </div>
          ))}
        {message.sent && (
          <div className="facts-row">
            <dt>{words.look.sent}</dt>
            <dd>{formats.dateTime(message.sent)}</dd>
          </div>
        )}
        {message.received && (
          <div className="facts-row">
            <dt>{words.look.received}</dt>
            <dd>{formats.dateTime(message.received)}</dd>
          </div>
        )}
      </dl>
      {message.report && <MessageReport report={message.report} />}
      {message.attachments.length > 0 && (
        <ul className="files" aria-label={words.look.attachments}>
          {message.attachments.map((one, index) => (
            <li key={index}>
              {one.available ? (
                <a className="button small" download href={address("look/attachment", { ...place, index })}>
                  <bdi>{plain(one.name) || one.kind}</bdi> <span className="soft">{formats.bytes(one.bytes)}</span>
                </a>
              ) : (
                <span className="badge">
                  <bdi>{plain(one.name) || one.kind}</bdi>: {words.look.unavailable}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {cut && (
        <Notice>
          {words.look.cut}{" "}
          <a download href={address("look/text", place)}>
            {words.look.saveText}
          </a>
        </Notice>
      )}
      <pre className={message.fixed_font ? "body fixed" : "body"} dir="auto">
        {plain(message.body)}
      </pre>
    </article>
  );
}
