import type { ReactNode } from "react";

interface Props {
  tone?: "plain" | "good" | "warning" | "error";
  children: ReactNode;
}

export function Notice({ tone = "plain", children }: Props) {
  return (
    <div className={`notice ${tone}`} role={tone === "error" ? "alert" : "status"}>
      {children}
    </div>
  );
}
