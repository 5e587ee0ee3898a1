// The inspection of the walk's source. It is asked for once and shared by all pages.
import { useMemo } from "react";
import { useJob, type FollowedJob } from "./job";
import type { InspectedUser, Inspection } from "./types";

export interface Inspected extends FollowedJob<Inspection> {
  inspection: Inspection | null; // null: not there yet, or refused
  users: InspectedUser[];
}

export function useInspection(id: number): Inspected {
  const job = useJob<Inspection>(id);
  return useMemo(() => {
    const result = job.state?.result;
    const inspection = result && !result.refused ? result : null;
    return { ...job, inspection, users: inspection?.sources.flatMap((source) => source.users) ?? [] };
  }, [job]);
}
