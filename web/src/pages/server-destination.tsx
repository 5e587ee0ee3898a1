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
          label={destination.login === "token" ? words.destination.token : words.destination.password}
          hint={words.destination.passwordHint}
          type="password"
          value={secret.text}
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
      <div className="row end">
        <Field
          label={words.destination.authority}
          hint={words.destination.authorityHint}
          value={destination.authority}
          onChange={(authority) => set({ authority })}
        />
      </div>
      <div className="row">
        <Choice
          label={words.destination.login}
          value={destination.login}
          options={[
            ["password", words.destination.password],
            ["token", words.destination.token],
          ]}
          onChange={(login) => set({ login: login as Destination["login"] })}
        />
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
