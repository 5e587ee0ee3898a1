// What every page needs: the walk, the words, the formats.
import { createContext, useContext } from "react";
import type { Formats } from "./format";
import type { Inspected } from "./inspection";
import type { Secret } from "./job";
import type { Language } from "./preferences";
import type { Session } from "./types";
import type { Walk } from "./walk";
import type { Words } from "./words/en";

export interface Surroundings {
  session: Session;
  walk: Walk;
  inspected: Inspected;
  change: (change: Partial<Walk>) => void;
  words: Words;
  language: Language;
  formats: Formats;
  secret: Secret; // never leaves the memory of this page and of the program
  setSecret: (secret: string) => void;
  ended: () => void; // the program does not answer any more
}

const Context = createContext<Surroundings | null>(null);

export const SurroundingsProvider = Context.Provider;

export function useSurroundings(): Surroundings {
  const surroundings = useContext(Context);
  if (!surroundings) throw new Error("no surroundings");
  return surroundings;
}
