// Numbers, sizes and times as the reader's language writes them.

export interface Formats {
  number(value: number): string;
  bytes(value: number): string;
  date(iso: string | undefined): string;
  dateTime(iso: string | undefined): string;
  duration(seconds: number): string;
  percent(part: number, whole: number): string;
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

// Stored times have no zone: they are shown as they were on the wall.
function wallClock(iso: string): Date {
  return new Date(`${iso}Z`);
}

export function formatsFor(language: string): Formats {
  const numbers = new Intl.NumberFormat(language);
  const percents = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const smallPercents = new Intl.NumberFormat(language, { style: "percent", maximumSignificantDigits: 1 });
  const dates = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  const times = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  const unit = (value: number, name: string, digits = 0) =>
    new Intl.NumberFormat(language, {
      style: "unit",
      unit: name,
      unitDisplay: name === "byte" ? "long" : "short", // the short form knows no plural
      maximumFractionDigits: digits,
    }).format(value);
  return {
    number: (value) => numbers.format(value),
    bytes(value) {
      const power = value < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(value) / 3));
      return unit(value / 1000 ** power, UNITS[power] ?? "byte", power === 0 || value / 1000 ** power >= 100 ? 0 : 1);
    },
    date: (iso) => (iso ? dates.format(wallClock(iso)) : ""),
    dateTime: (iso) => (iso ? times.format(wallClock(iso)) : ""),
    duration(seconds) {
      if (seconds < 0.95) return unit(Math.max(1, Math.round(seconds * 1000)), "millisecond");
      const whole = Math.round(seconds);
      if (whole < 60) return unit(whole, "second");
      if (whole < 3600) return `${unit(Math.floor(whole / 60), "minute")} ${unit(whole % 60, "second")}`;
      return `${unit(Math.floor(whole / 3600), "hour")} ${unit(Math.floor((whole % 3600) / 60), "minute")}`;
    },
    percent(part, whole) {
      const share = whole === 0 ? 1 : part / whole;
      return (share < 0.001 ? smallPercents : percents).format(share); // little is not nothing
    },
  };
}
