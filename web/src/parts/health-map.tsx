import type { Health } from "../types";

interface Props {
  label: string;
  states: Health[];
}

const ACROSS = 64;
const STEP = 10;

// A square a mailbox, in the order of the source: damage that lies together is seen at once.
export function HealthMap({ label, states }: Props) {
  const across = Math.min(ACROSS, Math.max(16, states.length));
  const rows = Math.ceil(states.length / across);
  return (
    <svg className="health-map" viewBox={`0 0 ${across * STEP} ${rows * STEP}`} role="img" aria-label={label}>
      {states.map((state, index) => (
        <rect
          key={index}
          className={state}
          x={(index % across) * STEP + 1}
          y={Math.floor(index / across) * STEP + 1}
          width={STEP - 2}
          height={STEP - 2}
          rx="2"
        />
      ))}
    </svg>
  );
}
