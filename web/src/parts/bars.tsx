import { plain } from "../plain";

interface Props {
  label: string;
  rows: { name: string; value: number }[];
  shown: (value: number) => string;
}

const MOST = 12;

// Names and values stand beside the bars as text: the drawing itself needs no words.
export function Bars({ label, rows, shown }: Props) {
  const sorted = [...rows].sort((a, b) => b.value - a.value).slice(0, MOST);
  const most = Math.max(1, ...sorted.map((row) => row.value));
  return (
    <ul className="bars" aria-label={label}>
      {sorted.map((row, index) => (
        <li key={index}>
          <bdi className="wrap">{plain(row.name)}</bdi>
          <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect className="bar-ground" width="100" height="8" rx="1" />
            <rect className="bar-value" width={(100 * row.value) / most} height="8" rx="1" />
          </svg>
          <span className="number">{shown(row.value)}</span>
        </li>
      ))}
    </ul>
  );
}
