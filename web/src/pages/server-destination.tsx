import { useSurroundings } from "../context";
import { Check } from "../parts/check";
import { Choice } from "../parts/choice";
import { Field } from "../parts/field";
import type { Destination } from "../target";

interface Props {
  destination: Destination;
  set: (part: Partial<Destination>) => void;
}

export function ServerDestination({ destination, set }: Props) {
  const { words, secret, setSecret } = useSurroundings();
  const imap = destination.kind === "imap";
  return (
    <>
      <div className="row end">
        <Field label={words.destination.server} value={destination.host} onChange={(host) => set({ host })} />
        <Field
          label={words.destination.port}
          hint={words.destination.portHint}
          value={destination.port}
          onChange={(port) => set({ port: port.replace(/\D/g, "") })}
        />
      </div>
      <div className="row end">
        <Field label={words.destination.user} value={destination.user} onChange={(user) => set({ user })} />
        <Field
          label={words.destination.password}
          hint={words.destination.passwordHint}
          type="password"
          value={secret}
          onChange={setSecret}
        />
      </div>
      {imap && (
        <div className="row end">
          <Field
            label={words.destination.root}
            hint={words.destination.rootHint}
            value={destination.root}
            onChange={(root) => set({ root })}
          />
        </div>
      )}
      <div className="row">
        {imap && (
          <Choice
            label={words.destination.security}
            value={destination.security}
            options={[
              ["tls", words.destination.tls],
              ["starttls", words.destination.starttls],
            ]}
            onChange={(security) => set({ security: security as Destination["security"] })}
          />
        )}
        <Check
          label={words.destination.insecure}
          checked={destination.insecure}
          onChange={(insecure) => set({ insecure })}
        />
      </div>
    </>
  );
}
