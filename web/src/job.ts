// A job of the program, asked about once a second until it is finished.
import { useEffect, useRef, useState } from "react";
import { ApiError, get, post } from "./api";
import type { JobEvent, JobKind, JobState } from "./types";

const ASK_AGAIN = 1000; // milliseconds
const ASK_SOON = 150; // at the beginning: most jobs are short

export interface FollowedJob<Result> {
  state: JobState<Result> | null;
  events: JobEvent[];
  error: ApiError | null;
}

export function useJob<Result>(id: number): FollowedJob<Result> {
  const [job, setJob] = useState<FollowedJob<Result>>({ state: null, events: [], error: null });
  const seen = useRef(0);
  useEffect(() => {
    seen.current = 0;
    setJob({ state: null, events: [], error: null });
    if (!id) return;
    let timer = 0;
    let left = false;
    let asked = 0;
    const ask = async () => {
      try {
        const state = await get<JobState<Result>>("job", { id, after: seen.current });
        if (left) return;
        seen.current = state.seq;
        setJob((before) => ({ state, events: before.events.concat(state.events), error: null }));
        if (state.state !== "finished") timer = window.setTimeout(ask, ++asked < 10 ? ASK_SOON : ASK_AGAIN);
      } catch (problem) {
        if (!left) setJob((before) => ({ ...before, error: problem as ApiError }));
      }
    };
    void ask();
    return () => {
      left = true;
      window.clearTimeout(timer);
    };
  }, [id]);
  return job;
}

export interface Secret {
  text: string;
  isToken: boolean; // an OAuth token, not a password
}

const NO_SECRET: Secret = { text: "", isToken: false };

export async function startJob(kind: JobKind, request: unknown, secret: Secret = NO_SECRET): Promise<number> {
  return (await post<{ id: number }>("jobs", { kind, request, secret: secret.text, token: secret.isToken })).id;
}

export function controlJob(id: number, action: "pause" | "resume" | "cancel"): Promise<unknown> {
  return post("job", { id, action });
}
