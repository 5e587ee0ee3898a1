// How the reader likes the page: kept by the browser, worth nothing to anybody else.
import { useEffect, useState } from "react";

export type Theme = "system" | "light" | "dark";
export type Language = "en" | "de";

function kept(name: string): string {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(() => {
    const value = kept("theme");
    return value === "light" || value === "dark" ? value : "system";
  });
  useEffect(() => {
    keep("theme", theme);
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const apply = () => {
      document.documentElement.dataset.theme = theme === "system" ? (dark.matches ? "dark" : "light") : theme;
    };
    apply();
    dark.addEventListener("change", apply);
    return () => dark.removeEventListener("change", apply);
  }, [theme]);
  return [theme, setTheme];
}

export function useLanguage(): [Language, (language: Language) => void] {
  const [language, setLanguage] = useState<Language>(() => {
    const wanted = kept("language") || navigator.language;
    return wanted.startsWith("de") ? "de" : "en";
  });
  useEffect(() => {
    keep("language", language);
    document.documentElement.lang = language;
  }, [language]);
  return [language, setLanguage];
}
