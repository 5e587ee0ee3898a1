import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { get } from "../api";
import { useSurroundings } from "../context";
import { plain } from "../plain";
import type { LookLine } from "../types";
import { Clip } from "./clip";

interface Props {
  mailbox: number;
  folder: number;
  count: number;
  chosen: number | null;
  onChoose: (position: number) => void;
}

const HEIGHT = 56; // pixels of a line; look.css says the same
const PAGE = 100; // messages fetched at once
const BEYOND = 5; // lines drawn above and below what is seen
const REST = 40; // milliseconds
const MOST_PAGES = 50; // kept; what was seen longest ago is asked for again

function forgetOldest(pages: Map<number, unknown>): void {
  for (const page of pages.keys()) {
    if (pages.size <= MOST_PAGES) return;
    pages.delete(page);
  }
}

// Only the lines that are seen exist: a folder of 100,000 messages scrolls like one of ten.
export function MessageList({ mailbox, folder, count, chosen, onChoose }: Props) {
  const { words, formats } = useSurroundings();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const pages = useRef(new Map<number, LookLine[] | "coming">());
  const [, drawn] = useState(0);
  const [view, setView] = useState({ top: 0, height: 600 });

  const look = useCallback(() => {
    const element = box.current;
    if (element) setView({ top: element.scrollTop, height: element.clientHeight });
  }, []);
  useEffect(() => {
    look();
    const observer = new ResizeObserver(look);
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, [look]);

  const first = Math.max(0, Math.floor(view.top / HEIGHT) - BEYOND);
  const last = Math.min(count, Math.ceil((view.top + view.height) / HEIGHT) + BEYOND);
  useEffect(() => {
    // While the list flies past, nothing is asked for; where it comes to rest it is.
    const timer = window.setTimeout(() => {
      for (let page = Math.floor(first / PAGE); page * PAGE < last; ++page) {
        if (pages.current.has(page)) continue;
        pages.current.set(page, "coming");
        get<LookLine[]>("look/page", { mailbox, folder, first: page * PAGE, count: PAGE }).then(
          (lines) => {
            pages.current.set(page, lines);
            forgetOldest(pages.current);
            drawn((n) => n + 1);
          },
          () => pages.current.delete(page),
        );
      }
    }, REST);
    return () => window.clearTimeout(timer);
  }, [mailbox, folder, first, last]);

  const choose = (position: number) => {
    const wanted = Math.max(0, Math.min(count - 1, position));
    onChoose(wanted);
    const element = box.current;
    if (!element) return;
    const top = wanted * HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    if (top + HEIGHT > element.scrollTop + element.clientHeight) element.scrollTop = top + HEIGHT - element.clientHeight;
  };
  const onKey = (event: KeyboardEvent) => {
    const screen = Math.max(1, Math.floor(view.height / HEIGHT) - 1);
    const at = chosen ?? -1;
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: Math.max(0, at - 1),
      PageDown: at + screen,
      PageUp: at - screen,
      Home: 0,
      End: count - 1,
    };
    const wanted = steps[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    choose(wanted);
  };

  const lines = [];
  for (let position = first; position < last; ++position) {
    const page = pages.current.get(Math.floor(position / PAGE));
    lines.push({ position, line: Array.isArray(page) ? page[position % PAGE] : undefined });
  }
  return (
    <div
      ref={box}
      className="list"
      role="listbox"
      aria-label={words.look.messages}
      tabIndex={0}
      onScroll={look}
      onKeyDown={onKey}
      aria-activedescendant={chosen === null ? undefined : `${id}-${chosen}`}
    >
      <div className="list-inner" role="presentation" style={{ height: count * HEIGHT }}>
        {lines.map(({ position, line }) => (
          <div
            key={position}
            id={`${id}-${position}`}
            className={line?.unread ? "line unread" : "line"}
            style={{ top: position * HEIGHT }}
            role="option"
            aria-selected={position === chosen}
            aria-setsize={count}
            aria-posinset={position + 1}
            onClick={() => choose(position)}
          >
            {line ? (
              <>
                <div>
                  <span className="subject">
                    <bdi>
                      {line.problem ? words.look.unreadable : plain(line.subject) || words.look.noSubject}
                    </bdi>
                  </span>
                  <span className="soft fixed">{formats.date(line.date)}</span>
                </div>
                <div className="soft">
                  <span>
                    <bdi>{plain(line.from)}</bdi>
                  </span>
                  <span className="fixed">
                    {line.urgent && `${words.look.urgent} · `}
                    {line.unread && <span className="unseen">{words.look.unread}</span>}
                    {line.attachments > 0 && (
                      <>
                        <Clip />
                        <span className="unseen">{words.look.attachments}</span> {formats.number(line.attachments)} ·{" "}
                      </>
                    )}
                    {formats.bytes(line.bytes)}
                  </span>
                </div>
              </>
            ) : (
              <span className="soft">…</span>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}
