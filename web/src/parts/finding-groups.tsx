import { useSurroundings } from "../context";
import { useTranslation } from "../messages";
import { plain } from "../plain";
import type { FindingGroup } from "../types";

interface Props {
  groups: FindingGroup[];
  none: string;
}

export function FindingGroups({ groups, none }: Props) {
  const { words, formats, language } = useSurroundings();
  const translated = useTranslation(language);
  if (groups.length === 0) return <p className="soft">{none}</p>;
  return (
    <div className="stack tight">
      {groups.map((group) => {
        const told = translated(group.code, group);
        return (
          <details key={group.code} className="finding" open={group.severity === "error"}>
            <summary>
              <span className={`badge ${group.severity}`}>{words.severity[group.severity]}</span>{" "}
              <span className="mono">{group.code}</span> × {formats.number(group.count)} · <span lang={told.language}>{told.meaning}</span>
            </summary>
            <dl className="facts small">
              <dt>{words.result.remedy}</dt>
              <dd lang={told.language}>{told.remedy}</dd>
              <dt>{words.result.examples}</dt>
              <dd>
                {group.examples.map((example, index) => (
                  <div key={index} lang="en">
                    <bdi>{plain([example.mailbox, example.item].filter(Boolean).join(" · "))}</bdi>
                    {(example.mailbox || example.item) && ": "}
                    <bdi>{plain(example.text)}</bdi>
                  </div>
                ))}
                {group.count > group.examples.length && (
                  <div>{words.result.more(formats.number(group.count - group.examples.length))}</div>
                )}
              </dd>
            </dl>
          </details>
        );
      })}
    </div>
  );
}
