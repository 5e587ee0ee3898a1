import { useSurroundings } from "../context";
import { uriOf } from "../target";
import { PAGES, reachable } from "../walk";

interface Props {
  elsewhere: boolean; // none of the steps is shown now
  onStep: () => void;
}

export function Steps({ elsewhere, onStep }: Props) {
  const { words, walk, change } = useSurroundings();
  const open = reachable(walk, uriOf(walk.destination));
  return (
    <nav className="steps" aria-label={words.steps}>
      <ol>
        {PAGES.map((page, index) => (
          <li key={page}>
            <button
              className="step"
              disabled={!open.has(page)}
              aria-current={walk.page === page && !elsewhere ? "step" : undefined}
              onClick={() => {
                onStep();
                change({ page });
              }}
            >
              <span className="dot" aria-hidden="true">
                {index + 1}
              </span>
              {words.pages[page]}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
