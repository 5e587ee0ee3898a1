import { useSurroundings } from "../context";
import { Check } from "../parts/check";
import { Field } from "../parts/field";
import { Foot } from "../parts/foot";
import { Page } from "../parts/page";
import type { Options } from "../walk";
import { AddressCoverage } from "./address-coverage";
import { CodePageChoice } from "./code-page-choice";

export function OptionsPage() {
  const { words, walk, change } = useSurroundings();
  const { options } = walk;
  const set = (part: Partial<Options>) => change({ options: { ...options, ...part } });
  const zones = Intl.supportedValuesOf("timeZone");
  return (
    <Page title={words.options.title} lead={words.options.lead} foot={<Foot back="destination" next="plan" />}>
      <section className="card padded stack">
        <h2>{words.options.what}</h2>
        <div className="row end">
          <Field label={words.options.since} type="date" value={options.since} onChange={(since) => set({ since })} />
          <Field label={words.options.until} type="date" value={options.until} onChange={(until) => set({ until })} />
        </div>
        <p className="soft small">{words.options.datesHint}</p>
        <div className="row">
          <Check label={words.options.contacts} checked={options.contacts} onChange={(contacts) => set({ contacts })} />
          <Check label={words.options.shared} checked={options.shared} onChange={(shared) => set({ shared })} />
          <Check label={words.options.ole} checked={options.ole} onChange={(ole) => set({ ole })} />
          <Check label={words.options.recover} checked={options.recover} onChange={(recover) => set({ recover })} />
        </div>
      </section>
      <section className="card padded stack">
        <h2>{words.options.lists}</h2>
        <div className="row end">
          <Field
            label={words.options.userList}
            hint={words.options.userListHint}
            value={options.userList}
            onChange={(userList) => set({ userList })}
          />
          <Field
            label={words.options.control}
            hint={words.options.controlHint}
            value={options.control}
            onChange={(control) => set({ control })}
          />
        </div>
        <p className="soft small">{words.options.listsHint}</p>
      </section>
      <section className="card padded stack">
        <h2>{words.options.addresses}</h2>
        <div className="row end">
          <Field
            label={words.options.domain}
            hint={words.options.domainHint}
            value={options.domain}
            onChange={(domain) => set({ domain })}
          />
          <Field
            label={words.options.map}
            hint={words.options.mapHint}
            value={options.map}
            onChange={(map) => set({ map })}
          />
        </div>
        <AddressCoverage />
      </section>
      <section className="card padded stack">
        <h2>{words.options.times}</h2>
        <Field
          label={words.options.zone}
          hint={words.options.zoneHint}
          value={options.timeZone}
          list={zones}
          onChange={(timeZone) => set({ timeZone })}
        />
        <CodePageChoice value={options.codePage} onChange={(codePage) => set({ codePage })} />
      </section>
    </Page>
  );
}
