import { useEffect, useState } from "react";
import { get, post } from "../api";
import { useSurroundings } from "../context";
import { Choice } from "../parts/choice";
import { plain } from "../plain";
import type { LookFolder, LookLine } from "../types";

interface Props {
  value: number;
  onChange: (codePage: number) => void;
}

const PAGES = [437, 850, 852, 866, 874, 932, 936, 949, 950, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257];
const MOST = 5; // subjects shown

async function doubtfulSubjects(source: string, codePage: number): Promise<string[]> {
  await post("look", { source, code_page: codePage });
  const folders = await get<LookFolder[]>("look/folders", { mailbox: 0 });
  const found: string[] = [];
  for (let folder = 0; folder < Math.min(8, folders.length) && found.length < MOST; ++folder) {
    const lines = await get<LookLine[]>("look/page", { mailbox: 0, folder, first: 0, count: 100 });
    for (const line of lines) if (/[^\x00-\x7f]/.test(line.subject)) found.push(line.subject);
  }
  return found.slice(0, MOST);
}

// Letters beyond ASCII show at once whether the code page is the right one.
export function CodePageChoice({ value, onChange }: Props) {
  const { words, walk } = useSurroundings();
  const [subjects, setSubjects] = useState<string[] | null>(null);
  useEffect(() => {
    let left = false;
    doubtfulSubjects(walk.source, value).then(
      (found) => !left && setSubjects(found),
      () => !left && setSubjects([]),
    );
    return () => {
      left = true;
    };
  }, [walk.source, value]);
  return (
    <>
      <div>
        <Choice
          label={words.options.codePage}
          value={String(value)}
          options={[["0", words.options.automatic], ...PAGES.map((page): [string, string] => [`${page}`, `${page}`])]}
          onChange={(chosen) => onChange(Number(chosen))}
        />
      </div>
      <div className="soft small" aria-live="polite">
        {subjects?.length === 0 && words.options.noDoubt}
        {subjects && subjects.length > 0 && (
          <>
            {words.options.preview}
            <ul>
              {subjects.map((subject, index) => (
                <li key={index}>
                  <bdi>{plain(subject)}</bdi>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </>
  );
}
