import { useSurroundings } from "../context";
import { Notice } from "../parts/notice";
import { plain } from "../plain";
import type { JobState, Verified, VerifiedTarget } from "../types";

function VerifiedLine({ target }: { target: VerifiedTarget }) {
  const { words, formats } = useSurroundings();
  const n = formats.number;
  const troubles = target.missing + target.changed + target.twice + target.unsure;
  return (
    <Notice tone={target.unreadable || troubles ? "error" : "good"}>
      <bdi className="mono">{plain(target.target)}</bdi>: {words.result.verified(n(target.found), n(target.recorded))},{" "}
      {words.result.hashed(n(target.hashed))}
      {troubles > 0 && (
        <div>{words.result.troubles(n(target.missing), n(target.changed), n(target.twice), n(target.unsure))}</div>
      )}
      {target.unreadable && <div lang="en">{plain(target.unreadable)}</div>}
      {target.items.slice(0, 50).map((item, index) => (
        <div key={index} className="small">
          {item.doubt}: <bdi>{plain([item.mailbox, item.item, item.place].filter(Boolean).join(" · "))}</bdi>
        </div>
      ))}
    </Notice>
  );
}

export function Verification({ state }: { state: JobState<Verified> }) {
  const { words } = useSurroundings();
  if (!state.result) return <Notice>{words.result.verifying}</Notice>;
  if (state.result.refused) return <Notice tone="error">{plain(state.result.refused.text)}</Notice>;
  return (
    <div className="stack">
      {state.result.targets.map((target) => (
        <VerifiedLine key={target.target} target={target} />
      ))}
    </div>
  );
}
