// What the numbers of messages mean, in the reader's language. English comes from the program; German is read when it
// is wanted for the first time.
import { useEffect, useState } from "react";
import { get } from "./api";
import type { Language } from "./preferences";
import type { MessageText } from "./types";

export interface MessageWords {
  meaning: string;
  remedy: string;
  language: Language; // it may be English where a translation is missing
}

type German = Record<string, [meaning: string, remedy: string]>;

let german: Promise<German> | null = null;

function germanTable(): Promise<German> {
  german ??= import("./words/messages.de.json").then((table) => table.default as unknown as German);
  return german;
}

// For messages whose English words are at hand.
export function useTranslation(language: Language): (code: string, english: Omit<MessageWords, "language">) => MessageWords {
  const [table, setTable] = useState<German | null>(null);
  useEffect(() => {
    let left = false;
    if (language === "de") germanTable().then((known) => !left && setTable(known), () => undefined);
    return () => {
      left = true;
    };
  }, [language]);
  return (code, english) => {
    const known = language === "de" ? table?.[code] : undefined;
    return known
      ? { meaning: known[0], remedy: known[1], language: "de" }
      : { meaning: english.meaning, remedy: english.remedy, language: "en" };
  };
}

// For messages of which only the number is known. Nothing until they are there.
export function useMessages(): Map<string, MessageText> {
  const [known, setKnown] = useState(new Map<string, MessageText>());
  useEffect(() => {
    let left = false;
    get<MessageText[]>("messages").then(
      (list) => !left && setKnown(new Map(list.map((one) => [one.code, one]))),
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, []);
  return known;
}
