import type { BlockState } from "../types";

interface Props {
  label: string;
  cells: string; // a letter each, from the start of the file: l, f, d, u
}

const ACROSS = 64;
const STEP = 10;
export const STATES: readonly BlockState[] = ["live", "free", "damaged", "unclaimed"];

// Damage has a shape of its own: colours alone tell nothing to many people.
function square(state: BlockState, x: number, y: number): string {
  const box = (inset: number) => {
    const side = STEP - 2 * inset;
    return `M${x + inset} ${y + inset}h${side}v${side}h${-side}z`;
  };
  switch (state) {
    case "live":
      return box(1);
    case "free":
      return box(3.5);
    case "damaged":
      return `M${x} ${y}h${STEP}v${STEP}h${-STEP}z`;
    case "unclaimed":
      return `M${x + 1} ${y + STEP - 1}L${x + STEP - 1} ${y + 1}v${STEP - 2}z`;
  }
}

export function Swatch({ state }: { state: BlockState }) {
  return (
    <svg className="block-map swatch" viewBox={`0 0 ${STEP} ${STEP}`} aria-hidden="true">
      <path className={state} d={square(state, 0, 0)} />
    </svg>
  );
}

// The file from its start to its end, row by row; one path a state, however many cells there are.
export function BlockMap({ label, cells }: Props) {
  const across = Math.min(ACROSS, Math.max(16, cells.length));
  const rows = Math.max(1, Math.ceil(cells.length / across));
  const paths = STATES.map((state) => {
    let path = "";
    for (let i = 0; i < cells.length; ++i)
      if (cells[i] === state[0]) path += square(state, (i % across) * STEP, Math.floor(i / across) * STEP);
    return { state, path };
  });
  return (
    <svg className="block-map" viewBox={`0 0 ${across * STEP} ${rows * STEP}`} role="img" aria-label={label}>
      {paths.map(({ state, path }) => path && <path key={state} className={state} d={path} />)}
    </svg>
  );
}
