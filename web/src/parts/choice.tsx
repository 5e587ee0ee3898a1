import { useId } from "react";

interface Props {
  label: string;
  value: string;
  options: [value: string, label: string][];
  onChange: (value: string) => void;
}

// A small menu beside its label.
export function Choice({ label, value, options, onChange }: Props) {
  const id = useId();
  return (
    <span className="compact">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </span>
  );
}
