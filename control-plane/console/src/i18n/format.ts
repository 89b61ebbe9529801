import type { Locale } from './locale';

/** Numbers, times and sizes as one language writes them. Immutable. */
export interface Format {
  readonly bytes: (count: number) => string;
  readonly bytesPerSecond: (rate: number) => string;
  readonly bitsPerSecond: (rate: number) => string;
  readonly percent: (fraction: number) => string;
  readonly date: (instant: string) => string;
  readonly dateTime: (instant: string) => string;
  /** A position or length on a clock: `0:07`, `12:34`, `1:02:03`. */
  readonly clock: (seconds: number) => string;
  /** A rough waiting time in its largest unit: `40 sec`, `3 min`, `2 hr`. */
  readonly wait: (seconds: number) => string;
  /** With one decimal: `1.6 sec`. */
  readonly seconds: (count: number) => string;
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const BIT_UNITS = ['bit', 'kilobit', 'megabit', 'gigabit'] as const;

export function formatFor(locale: Locale): Format {
  const inUnit = (value: number, unit: string, fractionDigits: number) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: unit === 'byte' ? 'long' : 'short', // short, it would read "12 byte"
      maximumFractionDigits: fractionDigits,
    }).format(value);

  const inLargestUnit = (value: number, units: readonly string[], per = '') => {
    const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(value, 1)) / 3));
    const scaled = value / 1000 ** power;
    return inUnit(scaled, units[power] + per, power === 0 || scaled >= 100 ? 0 : 1);
  };

  const dateIn = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, options);
    return (instant: string) => formatter.format(new Date(instant));
  };

  return {
    bytes: (count) => inLargestUnit(count, BYTE_UNITS),
    bytesPerSecond: (rate) => inLargestUnit(rate, BYTE_UNITS, '-per-second'),
    bitsPerSecond: (rate) => inLargestUnit(rate, BIT_UNITS, '-per-second'),
    percent: (fraction) =>
      new Intl.NumberFormat(locale, { style: 'percent' }).format(Math.floor(fraction * 100) / 100),
    date: dateIn({ dateStyle: 'medium' }),
    dateTime: dateIn({ dateStyle: 'medium', timeStyle: 'short' }),
    clock,
    wait: (seconds) => {
      if (seconds < 60) return inUnit(Math.max(1, Math.ceil(seconds)), 'second', 0);
      if (seconds < 3600) return inUnit(Math.round(seconds / 60), 'minute', 0);
      return inUnit(Math.round(seconds / 3600), 'hour', 0);
    },
    seconds: (count) =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: 'second',
        unitDisplay: 'short',
        minimumFractionDigits: 1,
        maximumFractionDigits: 1,
      }).format(count),
  };
}

function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (part: number) => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(whole % 60)}`
    : `${minutes}:${two(whole % 60)}`;
}
