import { useSurroundings } from "../context";
import type { JobState } from "../types";

export function WorkProgress({ state }: { state: JobState<unknown> }) {
  const { words, formats } = useSurroundings();
  const { messages, of } = state.progress;
  const rate = state.seconds > 0 ? messages / state.seconds : 0;
  const left = rate > 0 && of > messages ? (of - messages) / rate : 0;
  const facts = [
    words.run.messages(formats.number(messages), formats.number(of)),
    words.run.elapsed(formats.duration(state.seconds)),
    rate > 0 ? words.run.rate(formats.number(Math.round(rate))) : "",
    left > 0 && state.state === "running" ? words.run.left(formats.duration(left)) : "",
  ];
  return (
    <div className="stack tight">
      <progress className="progress" aria-label={words.run.progress} max={Math.max(1, of)} value={messages} />
      <p className="soft">{facts.filter(Boolean).join(" · ")}</p>
    </div>
  );
}
