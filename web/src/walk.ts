// Where the user is and what he chose. The program keeps a copy, so that closing the tab loses nothing; secrets are never
// part of it.
import { NO_DESTINATION, type Destination } from "./target";

export const PAGES = ["source", "mailboxes", "look", "destination", "options", "plan", "run", "result"] as const;
export type PageName = (typeof PAGES)[number];

export interface Options {
  since: string;
  until: string;
  contacts: boolean;
  shared: boolean;
  ole: boolean;
  recover: boolean;
  domain: string;
  map: string;
  userList: string; // files of the old wizard
  control: string;
  timeZone: string;
  codePage: number;
}

export interface Walk {
  page: PageName;
  source: string;
  excluded: string[]; // mailboxes
  destination: Destination;
  options: Options;
  jobs: { inspect: number; plan: number; run: number }; // 0: none
  planned: string; // the request the plan is of, as JSON
}

export const START: Walk = {
  page: "source",
  source: "",
  excluded: [],
  destination: NO_DESTINATION,
  options: {
    since: "",
    until: "",
    contacts: true,
    shared: true,
    ole: true,
    recover: false,
    domain: "",
    map: "",
    userList: "",
    control: "",
    timeZone: "",
    codePage: 0,
  },
  jobs: { inspect: 0, plan: 0, run: 0 },
  planned: "",
};

export interface AskedRequest {
  source: string;
  targets: string[];
  exclude: string[];
  [option: string]: unknown;
}

export function requestOf(walk: Walk, uri: string): AskedRequest {
  const { options } = walk;
  return {
    source: walk.source,
    targets: [uri],
    exclude: walk.excluded,
    since: options.since,
    until: options.until,
    contacts: options.contacts,
    shared: options.shared,
    ole: options.ole,
    recover: options.recover,
    domain: options.domain,
    map: options.map,
    user_list: options.userList,
    control: options.control,
    time_zone: options.timeZone,
    code_page: options.codePage,
    insecure: walk.destination.insecure,
  };
}

// What may be opened now: every page up to the first that still lacks something.
export function reachable(walk: Walk, uri: string): Set<PageName> {
  const pages = new Set<PageName>(["source"]);
  if (!walk.jobs.inspect) return pages;
  for (const page of ["mailboxes", "look", "destination"] as const) pages.add(page);
  if (uri) pages.add("options").add("plan");
  if (walk.jobs.run) pages.add("run").add("result");
  return pages;
}
