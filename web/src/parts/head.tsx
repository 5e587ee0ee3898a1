import { useSurroundings } from "../context";
import type { Language, Theme } from "../preferences";
import { de } from "../words/de";
import { en } from "../words/en";
import { Choice } from "./choice";

interface Props {
  theme: Theme;
  setTheme: (theme: Theme) => void;
  language: Language;
  setLanguage: (language: Language) => void;
  onFleet: () => void;
  onQuit: () => void;
}

export function Head({ theme, setTheme, language, setLanguage, onFleet, onQuit }: Props) {
  const { words, session } = useSurroundings();
  return (
    <header className="head">
      <a className="skip" href="#page">
        {words.skip}
      </a>
      <div className="brand">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" fill="#1f5fbf" />
          <path d="M7 11h18v12H7z" fill="none" stroke="#fff" strokeWidth="2" strokeLinejoin="round" />
          <path d="m7 12 9 7 9-7" fill="none" stroke="#fff" strokeWidth="2" strokeLinejoin="round" />
        </svg>
        <span>
          {words.title} <span className="soft small">{words.tagline}</span>
        </span>
        {session.read_only && <span className="badge">{words.readOnly}</span>}
      </div>
      <Choice
        label={words.languageName}
        value={language}
        options={[
          ["en", en.language],
          ["de", de.language],
        ]}
        onChange={(value) => setLanguage(value as Language)}
      />
      <Choice
        label={words.theme}
        value={theme}
        options={[
          ["system", words.themes.system],
          ["light", words.themes.light],
          ["dark", words.themes.dark],
        ]}
        onChange={(value) => setTheme(value as Theme)}
      />
      <button className="button small" onClick={onFleet}>
        {words.fleet}
      </button>
      <button className="button small" onClick={onQuit}>
        {words.quit}
      </button>
    </header>
  );
}
