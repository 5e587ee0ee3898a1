import type { ReactNode } from "react";
import { useSurroundings } from "../context";
import type { PageName } from "../walk";

interface Props {
  back: PageName;
  next?: PageName;
  ready?: boolean;
  children?: ReactNode; // instead of the button that leads on
}

export function Foot({ back, next, ready = true, children }: Props) {
  const { words, change } = useSurroundings();
  return (
    <>
      <button className="button" onClick={() => change({ page: back })}>
        {words.back}
      </button>
      {children}
      {next && (
        <button className="button primary" disabled={!ready} onClick={() => change({ page: next })}>
          {words.next}
        </button>
      )}
    </>
  );
}
