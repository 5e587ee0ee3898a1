// What was chosen as a destination, and the URI the program understands.

export type DestinationKind = "pst" | "maildir" | "mbox" | "eml" | "imap" | "ews" | "migration" | "directory";

export interface Destination {
  kind: DestinationKind;
  folder: string; // of those that write files
  host: string;
  port: string;
  user: string;
  root: string; // folder at an IMAP server that everything is put below
  security: "tls" | "starttls"; // of IMAP
  insecure: boolean;
}

export const FILE_KINDS: readonly DestinationKind[] = ["pst", "maildir", "mbox", "eml", "migration", "directory"];

export function writesFiles(kind: DestinationKind): boolean {
  return FILE_KINDS.includes(kind);
}

export const NO_DESTINATION: Destination = {
  kind: "pst",
  folder: "",
  host: "",
  port: "",
  user: "",
  root: "",
  security: "tls",
  insecure: false,
};

// "" when something is missing.
export function uriOf(destination: Destination): string {
  if (writesFiles(destination.kind))
    return destination.folder.startsWith("/") && !destination.folder.includes("?")
      ? `${destination.kind}:${destination.folder}`
      : "";
  if (!destination.host) return "";
  const user = destination.user ? `${encodeURIComponent(destination.user)}@` : "";
  const port = destination.port ? `:${destination.port}` : "";
  if (destination.kind === "ews") return `ews://${user}${destination.host}${port}`;
  const scheme = destination.security === "tls" ? "imaps" : "imap";
  const root = destination.root ? `/${encodeURIComponent(destination.root)}` : "";
  return `${scheme}://${user}${destination.host}${port}${root}`;
}
