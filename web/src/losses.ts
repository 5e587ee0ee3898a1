// What a destination cannot keep, whatever the mail: the numbers of the messages that would say so. The pages about
// targets (docs/targets, "Every field") have the whole truth; losses.test.ts compares.
import type { Destination, DestinationKind } from "./target";

const MAIL = ["MAIL-004", "FILE-003", "RUN-004"];

const LOSSES: Record<Exclude<DestinationKind, "bag">, readonly string[]> = {
  pst: ["PSTT-015"],
  maildir: MAIL,
  mbox: MAIL,
  eml: MAIL,
  imap: ["IMAP-002", ...MAIL],
  ews: ["EWS-002", "MAIL-004", "FILE-003"],
  migration: ["MIG-011", "MIG-012", "MIG-013", "MIG-014", "MIG-019"],
  contacts: ["ADDR-002"],
  directory: ["ADDR-002"],
};

export function lossesOf(destination: Pick<Destination, "kind" | "inner">): readonly string[] {
  return LOSSES[destination.kind === "bag" ? destination.inner : destination.kind];
}
