// A paper clip: no font is sure to have one.
export function Clip() {
  return (
    <svg className="clip" viewBox="0 0 16 16" aria-hidden="true">
      <path
        d="M10.5 4.5 5.8 9.2a1.4 1.4 0 0 0 2 2l5-5a2.8 2.8 0 0 0-4-4l-5 5a4.2 4.2 0 0 0 6 6l4.2-4.2"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
        strokeLinecap="round"
      />
    </svg>
  );
}
