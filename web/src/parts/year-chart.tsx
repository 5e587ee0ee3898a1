interface Props {
  label: string;
  years: [year: number, value: number][];
  shown: (value: number) => string;
}

const WIDTH = 640;
const HEIGHT = 190;
const ABOVE = 22; // room for the number over a column
const BELOW = 24; // and for the year under it
const MOST_NUMBERS = 14; // columns that still have room for a number each

// One column a year. Who cannot see it gets the same as a list.
export function YearChart({ label, years, shown }: Props) {
  const most = Math.max(1, ...years.map(([, value]) => value));
  const step = WIDTH / years.length;
  const every = Math.ceil(years.length / MOST_NUMBERS);
  const height = (value: number) => (value / most) * (HEIGHT - ABOVE - BELOW);
  return (
    <>
      <svg className="year-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {years.map(([year, value], index) => (
          <g key={year} transform={`translate(${index * step} 0)`}>
            <rect
              className="bar-value"
              x={step * 0.15}
              y={HEIGHT - BELOW - height(value)}
              width={step * 0.7}
              height={height(value)}
              rx="2"
            />
            {every === 1 && (
              <text x={step / 2} y={HEIGHT - BELOW - height(value) - 6}>
                {shown(value)}
              </text>
            )}
            {index % every === 0 && (
              <text x={step / 2} y={HEIGHT - 6}>
                {year}
              </text>
            )}
          </g>
        ))}
        <path className="axis" d={`M0 ${HEIGHT - BELOW}.5H${WIDTH}`} />
      </svg>
      <ul className="unseen" aria-label={label}>
        {years.map(([year, value]) => (
          <li key={year}>
            {year}: {shown(value)}
          </li>
        ))}
      </ul>
    </>
  );
}
