// What the server answers; docs/wizard.md describes it.

export interface Session {
  version: string;
  read_only: boolean;
  home: string;
}

export interface FolderEntry {
  name: string;
  directory: boolean;
  size: number;
  likeness: "" | "message-file" | "postoffice" | "packing-list" | "archive";
}

export interface FolderListing {
  path: string;
  parent: string;
  entries: FolderEntry[];
  cut: boolean;
}

export type Health = "good" | "damaged" | "unreadable";
export type Severity = "info" | "warning" | "error";

export interface InspectedFolder {
  path: string[];
  role: string;
  messages: number;
  bytes: number;
}

export interface InspectedUser {
  mailbox: string;
  display_name?: string;
  address?: string;
  mmf?: string; // the message file, below the source
  more_mmf?: string[];
  messages: number;
  attachments: number;
  bytes: number;
  unread: number;
  unreadable?: number;
  oldest?: string;
  newest?: string;
  years?: Record<string, number>; // messages by year
  contacts: number;
  groups: number;
  health: Health;
  problem?: string;
  folders: InspectedFolder[];
}

export type BlockState = "live" | "free" | "damaged" | "unclaimed";

export interface StoreHealth {
  size: number;
  cell: number; // bytes that one cell stands for
  cells: string;
  portions: Record<BlockState, { blocks: number; bytes: number }>;
  damaged: { offset: number; size: number; object: string; problem: string }[];
  raw: boolean;
  complete: boolean;
}

export interface InspectedFinding {
  code: string;
  severity: Severity;
  mailbox?: string;
  item?: string;
  text: string;
}

export interface Fact {
  field: string;
  value: string;
  established: string;
  confidence: string | number;
}

export interface InspectedSource {
  kind: string;
  path: string;
  version: string;
  size: number;
  network?: string;
  postoffice?: string;
  administrator?: string;
  groups?: number;
  shared_folders?: number;
  shared_messages?: number;
  users: InspectedUser[];
  unmatched?: string[];
  findings: InspectedFinding[];
  evidence?: Fact[];
  addresses?: CountedAddress[];
}

export interface CountedAddress {
  old: string;
  new?: string;
  reach: string;
  count: number;
}

export interface Refusal {
  code: number;
  text: string;
}

export interface Inspection {
  sources: InspectedSource[];
  refused?: Refusal;
}

export interface Tally {
  found: number;
  delivered: number;
  skipped: number;
  failed: number;
}

export type CountName = "folders" | "messages" | "attachments" | "contacts" | "groups" | "appointments";
export type Counts = Record<CountName, Tally>;

export interface FindingGroup {
  code: string;
  severity: Severity;
  meaning: string;
  remedy: string;
  count: number;
  examples: { mailbox: string; item: string; text: string }[];
}

export interface MessageText {
  code: string;
  severity: Severity;
  meaning: string;
  remedy: string;
}

export interface Failure {
  kind: string;
  mailbox: string;
  item: string;
  count: number;
  text: string;
}

export interface MailboxOutcome {
  name: string;
  label: string;
  complete: boolean;
  counts: Counts;
}

// What a trial with the first part of the mail showed.
export interface Forecast {
  tried_with: string;
  messages: number;
  bytes: number;
  seconds: number;
  whole: boolean; // it was all of the mail
  answer: number; // seconds that an answer of the server takes; 0: there is none
  low: number; // seconds of the whole migration
  high: number;
  losses: FindingGroup[];
  losses_untold: number;
}

export interface Outcome {
  refused?: Refusal;
  exit_code: number;
  meaning: string;
  dry_run: boolean;
  targets: string[];
  mailboxes: Tally;
  counts: Counts;
  per_mailbox: MailboxOutcome[];
  findings: FindingGroup[];
  findings_untold: number;
  failures: Failure[];
  failures_total: number;
  notes?: string[]; // what a control file asks for and is not done
  forecast?: Forecast; // of a plan
  already_there: number;
  recovered: number;
  stopped?: string;
  report?: string;
  report_problem?: string;
  ledger?: string;
  ledger_problem?: string;
}

export interface Preflight {
  refused?: Refusal;
  places: string[];
  mailboxes: number;
  messages: number;
}

export interface VerifiedTarget {
  target: string;
  recorded: number;
  found: number;
  hashed: number;
  missing: number;
  changed: number;
  twice: number;
  unsure: number;
  unreadable: string;
  items: { doubt: string; mailbox: string; item: string; place: string }[];
}

export interface Verified {
  refused?: Refusal;
  exit_code: number;
  targets: VerifiedTarget[];
}

export type JobKind = "inspect" | "test" | "plan" | "run" | "verify";

export interface JobEvent {
  event: "started" | "mailbox" | "mailbox-finished" | "finding" | "loss" | "failed";
  name?: string;
  label?: string;
  mailbox?: string;
  complete?: boolean;
  messages?: number;
  counts?: Counts;
  code?: string;
  severity?: Severity;
  item?: string;
  text?: string;
}

export interface JobState<Result> {
  id: number;
  kind: JobKind;
  state: "running" | "paused" | "stopping" | "finished";
  seconds: number;
  progress: { messages: number; of: number; attachments: number; bytes: number };
  seq: number;
  forgotten: number;
  events: JobEvent[];
  result?: Result;
}

export interface LookMailbox {
  index: number;
  name?: string;
  label?: string;
  problem?: string;
}

export interface LookFolder {
  path: string[];
  role: string;
  hidden: boolean;
  messages: number;
}

export interface LookLine {
  position: number;
  subject: string;
  from: string;
  date?: string;
  unread: boolean;
  urgent: boolean;
  attachments: number;
  bytes: number;
  problem?: string;
}

export interface Address {
  name: string;
  type: string;
  address: string;
}

export type ReportKind =
  | "read-receipt"
  | "non-delivery"
  | "meeting-request"
  | "meeting-accepted"
  | "meeting-declined"
  | "meeting-tentative"
  | "meeting-cancelled";

export interface LookReport {
  kind: ReportKind;
  people: Address[]; // who read it; who did not get it; for whom was answered
  original_from: Address[];
  response_requested: boolean;
  original_subject?: string;
  explanation?: string;
  original_sent?: string;
  read_at?: string;
  start?: string;
  end?: string;
}

export interface LookMessage {
  subject: string;
  class: string;
  from: Address[];
  to: Address[];
  cc: Address[];
  bcc: Address[];
  fixed_font: boolean;
  body: string;
  bytes: number;
  sent?: string;
  received?: string;
  priority?: string;
  report?: LookReport;
  attachments: { name: string; kind: string; bytes: number; available: boolean }[];
}

export interface LookEntry {
  name: string;
  type: string;
  address: string;
  group: boolean;
  comment?: string;
  members?: string[]; // names
}

export interface LookBook {
  name: string;
  standard: boolean;
  entries: LookEntry[];
}

export interface UnitStates {
  planned: number;
  leased: number;
  complete: number;
  incomplete: number;
  failed: number;
  skipped: number;
}

export interface Fleet {
  runs: number;
  sources: UnitStates;
  mailboxes: UnitStates;
  items: Record<string, number>;
  workers: { name: string; source: string; mailbox: string }[];
  troubled: { source: string; mailbox: string; failed: boolean }[];
}
