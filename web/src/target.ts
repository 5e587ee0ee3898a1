// What was chosen as a destination, and the URI the program understands.

export type DestinationKind =
  | "pst"
  | "maildir"
  | "mbox"
  | "eml"
  | "imap"
  | "ews"
  | "migration"
  | "bag"
  | "contacts"
  | "directory";

export const BAG_KINDS = ["eml", "mbox", "maildir", "pst"] as const;
export type BagKind = (typeof BAG_KINDS)[number];

export interface Destination {
  kind: DestinationKind;
  folder: string; // of those that write files
  host: string;
  port: string;
  user: string;
  root: string; // folder at an IMAP server that everything is put below
  security: "tls" | "starttls"; // of IMAP
  insecure: boolean;
  authority: string; // file with the certificate of a server's authority; "": those of the system
  login: "password" | "token"; // what the secret is
  inner: BagKind; // what a bag holds
  card: "3" | "4"; // version of vCard
}

export const FILE_KINDS: readonly DestinationKind[] = [
  "pst",
  "maildir",
  "mbox",
  "eml",
  "migration",
  "bag",
  "contacts",
  "directory",
];

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
  authority: "",
  login: "password",
  inner: "eml",
  card: "4",
};

// What stands behind "?": only what differs from the usual.
function parametersOf(destination: Destination): string {
  const { kind, inner, card, authority } = destination;
  if (kind === "bag") return inner === "eml" ? "" : `?inner=${inner}`;
  if (kind === "contacts") return card === "4" ? "" : `?version=${card}`;
  return !writesFiles(kind) && authority ? `?ca=${encodeURIComponent(authority)}` : "";
}

// "" when something is missing.
export function uriOf(destination: Destination): string {
  if (writesFiles(destination.kind))
    return destination.folder.startsWith("/") && !destination.folder.includes("?")
      ? `${destination.kind}:${destination.folder}${parametersOf(destination)}`
      : "";
  if (!destination.host || (destination.authority && !destination.authority.startsWith("/"))) return "";
  const user = destination.user ? `${encodeURIComponent(destination.user)}@` : "";
  const port = destination.port ? `:${destination.port}` : "";
  if (destination.kind === "ews") return `ews://${user}${destination.host}${port}${parametersOf(destination)}`;
  const scheme = destination.security === "tls" ? "imaps" : "imap";
  const root = destination.root ? `/${encodeURIComponent(destination.root)}` : "";
  return `${scheme}://${user}${destination.host}${port}${root}${parametersOf(destination)}`;
}
