import { useCallback, useEffect, useMemo, useState, type ComponentType } from "react";
import { ApiError, get, post } from "./api";
import { SurroundingsProvider } from "./context";
import { formatsFor } from "./format";
import { useInspection } from "./inspection";
import { DestinationPage } from "./pages/destination";
import { FleetPage } from "./pages/fleet";
import { LookPage } from "./pages/look";
import { MailboxesPage } from "./pages/mailboxes";
import { OptionsPage } from "./pages/options";
import { PlanPage } from "./pages/plan";
import { ResultPage } from "./pages/result";
import { RunPage } from "./pages/run";
import { SourcePage } from "./pages/source";
import { Ended } from "./parts/ended";
import { Head } from "./parts/head";
import { Steps } from "./parts/steps";
import { useLanguage, useTheme } from "./preferences";
import type { Session } from "./types";
import { START, type PageName, type Walk } from "./walk";
import { de } from "./words/de";
import { en } from "./words/en";

const PAGE: Record<PageName, ComponentType> = {
  source: SourcePage,
  mailboxes: MailboxesPage,
  look: LookPage,
  destination: DestinationPage,
  options: OptionsPage,
  plan: PlanPage,
  run: RunPage,
  result: ResultPage,
};

export function App() {
  const [theme, setTheme] = useTheme();
  const [language, setLanguage] = useLanguage();
  const [session, setSession] = useState<Session | null>(null);
  const [walk, setWalk] = useState<Walk>(START);
  const [typed, setSecret] = useState("");
  const [fleet, setFleet] = useState(false);
  const [end, setEnd] = useState<"" | "lost" | "done">("");
  const inspected = useInspection(walk.jobs.inspect);
  const words = language === "de" ? de : en;
  const formats = useMemo(() => formatsFor(language), [language]);
  const ended = useCallback(() => setEnd("lost"), []);

  useEffect(() => {
    Promise.all([get<Session>("session"), get<Walk | null>("walk")]).then(([known, kept]) => {
      setSession(known);
      if (kept) setWalk({ ...START, ...kept });
    }, ended);
  }, [ended]);

  const change = useCallback((part: Partial<Walk>) => setWalk((before) => ({ ...before, ...part })), []);
  useEffect(() => {
    if (!session) return;
    post("walk", walk).catch((problem: ApiError) => problem.ended && ended());
  }, [walk, session, ended]);

  if (end) return <Ended words={words} done={end === "done"} />;
  if (!session) return null;
  const quit = () => {
    post("end", {}).then(
      () => setEnd("done"),
      (problem: ApiError) => (problem.status === 409 ? window.alert(words.fatal) : ended()),
    );
  };
  const secret = { text: typed, isToken: walk.destination.login === "token" };
  const Current = PAGE[walk.page];
  return (
    <SurroundingsProvider value={{ session, walk, inspected, change, words, language, formats, secret, setSecret, ended }}>
      <div className="frame">
        <Head
          theme={theme}
          setTheme={setTheme}
          language={language}
          setLanguage={setLanguage}
          onFleet={() => setFleet(!fleet)}
          onQuit={quit}
        />
        <Steps elsewhere={fleet} onStep={() => setFleet(false)} />
        {fleet ? <FleetPage onLeave={() => setFleet(false)} /> : <Current key={walk.page} />}
      </div>
    </SurroundingsProvider>
  );
}
