import { useEffect, type ReactNode } from "react";
import { Icon, type IconName } from "./Icon.tsx";

interface CardProps {
  readonly id: string;
  readonly icon: IconName;
  readonly title: string;
  readonly hint?: string;
  /** Buttons beside the title. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** A section of the page; links in the header lead to its id. */
export function Card({ id, icon, title, hint, tools, children }: CardProps) {
  return (
    <section id={id} className="card" aria-labelledby={`${id}-title`}>
      <div className="card-top">
        <span className="badge">
          <Icon name={icon} />
        </span>
        <div>
          <h2 id={`${id}-title`} tabIndex={-1}>
            {title}
          </h2>
          {hint !== undefined && <p className="hint">{hint}</p>}
        </div>
        {tools}
      </div>
      {children}
    </section>
  );
}

/** Moves the focus to a card's title when something in it was removed together with the button that had the focus. */
export function useTitleFocus(id: string, removed: unknown): void {
  useEffect(() => {
    if (removed !== undefined) document.getElementById(`${id}-title`)?.focus();
  }, [id, removed]);
}
