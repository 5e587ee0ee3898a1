import { useId, type ClipboardEventHandler, type HTMLInputTypeAttribute } from "react";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  type?: HTMLInputTypeAttribute;
  list?: string[];
  onPaste?: ClipboardEventHandler<HTMLInputElement>;
}

export function Field({ label, value, onChange, hint, type = "text", list, onPaste }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onPaste={onPaste}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={hint ? `${id}-hint` : undefined}
        list={list ? `${id}-list` : undefined}
      />
      {list && (
        <datalist id={`${id}-list`}>
          {list.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      {hint && (
        <span className="soft small" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
