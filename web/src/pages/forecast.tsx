import { useSurroundings } from "../context";
import { lossesOf } from "../losses";
import { useMessages, useTranslation } from "../messages";
import { FindingGroups } from "../parts/finding-groups";
import { Notice } from "../parts/notice";
import type { Forecast } from "../types";

function Duration({ forecast }: { forecast: Forecast }) {
  const { words, formats } = useSurroundings();
  const told = words.plan.forecast;
  const low = formats.duration(forecast.low);
  const high = formats.duration(forecast.high);
  return (
    <>
      <p data-forecast>
        <strong>{low === high ? told.about(low) : told.between(low, high)}</strong>
      </p>
      <p className="soft small">
        {told.basis(
          formats.number(forecast.messages),
          formats.bytes(forecast.bytes),
          formats.duration(forecast.seconds),
          forecast.tried_with,
        )}{" "}
        {forecast.whole && told.whole}{" "}
        {forecast.answer > 0 && told.server(formats.number(Math.max(1, Math.round(forecast.answer * 1000))))}
      </p>
    </>
  );
}

// How long it will take, and what the destination will not keep: in general, and in the part that was tried.
export function ForecastView({ forecast, rehearsal }: { forecast: Forecast | undefined; rehearsal: number }) {
  const { words, formats, walk, language } = useSurroundings();
  const messages = useMessages();
  const translated = useTranslation(language);
  const told = words.plan.forecast;
  const general = lossesOf(walk.destination).flatMap((code) => messages.get(code) ?? []);
  return (
    <>
      <section className="card padded stack tight" aria-label={told.duration}>
        <h2>{told.duration}</h2>
        {forecast ? (
          <Duration forecast={forecast} />
        ) : (
          <p className="soft">{words.plan.read(formats.duration(rehearsal))}</p>
        )}
      </section>
      <section className="card padded stack" aria-label={told.losses}>
        <h2>{told.losses}</h2>
        <p className="soft small">{told.lossesHint}</p>
        <ul>
          {general.map((one) => {
            const text = translated(one.code, one);
            return (
              <li key={one.code}>
                <span className="mono">{one.code}</span> <span lang={text.language}>{text.meaning}</span>
              </li>
            );
          })}
        </ul>
        {forecast && (
          <>
            <h3>{forecast.whole ? told.inAll : told.inTrial(formats.number(forecast.messages))}</h3>
            <FindingGroups groups={forecast.losses} none={told.noLosses} />
            {forecast.losses_untold > 0 && (
              <Notice>{words.result.more(formats.number(forecast.losses_untold))}</Notice>
            )}
          </>
        )}
      </section>
    </>
  );
}
