import { useEffect, useRef, type ReactNode } from "react";

interface Props {
  title: string;
  lead?: string;
  foot?: ReactNode;
  children: ReactNode;
}

// The heading gets the focus when the page changes: keyboard and screen reader start where the eye does.
export function Page({ title, lead, foot, children }: Props) {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
  return (
    <main className="page" id="page" ref={main} tabIndex={-1}>
      <div>
        <h1>{title}</h1>
        {lead && <p className="lead">{lead}</p>}
      </div>
      {children}
      {foot && <div className="foot">{foot}</div>}
    </main>
  );
}
