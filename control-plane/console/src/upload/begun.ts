/** What tells a file from others, as far as a browser says: the same one when it is chosen again. */
export type FileMark = Pick<File, 'name' | 'size' | 'lastModified'>;

interface Begun {
  readonly titleId: string;
  readonly atMillis: number;
}

const KEY = 'headwater.uploads';

/** Older ones have expired on the server, most likely. */
const MOST = 50;

/**
 * The titles that were made for files whose upload isn't over, so that a file that is chosen again
 * after the page was left goes on where it stopped. Kept by the browser where it keeps anything.
 */
export class BegunUploads {
  readonly #storage: Storage;
  readonly #nowMillis: () => number;

  constructor(storage: Storage, nowMillis: () => number) {
    this.#storage = storage;
    this.#nowMillis = nowMillis;
  }

  /** The id of the title that the file was on its way to; null where there is none. */
  titleOf(file: FileMark): string | null {
    return this.#read()[markOf(file)]?.titleId ?? null;
  }

  note(file: FileMark, titleId: string): void {
    const all = { ...this.#read(), [markOf(file)]: { titleId, atMillis: this.#nowMillis() } };
    const newest = Object.entries(all).sort(([, a], [, b]) => b.atMillis - a.atMillis);
    this.#write(Object.fromEntries(newest.slice(0, MOST)));
  }

  forget(titleId: string): void {
    const rest = Object.entries(this.#read()).filter(([, begun]) => begun.titleId !== titleId);
    this.#write(Object.fromEntries(rest));
  }

  #read(): Record<string, Begun> {
    try {
      const value: unknown = JSON.parse(this.#storage.getItem(KEY) ?? '{}');
      if (typeof value !== 'object' || value === null) return {};
      return Object.fromEntries(Object.entries(value).filter(([, each]) => isBegun(each)));
    } catch {
      return {};
    }
  }

  #write(all: Record<string, Begun>): void {
    try {
      this.#storage.setItem(KEY, JSON.stringify(all));
    } catch {
      // Full or switched off: uploads go on for as long as this page lives.
    }
  }
}

function isBegun(value: unknown): value is Begun {
  return (
    typeof value === 'object' &&
    value !== null &&
    'titleId' in value &&
    typeof value.titleId === 'string' &&
    'atMillis' in value &&
    typeof value.atMillis === 'number'
  );
}

function markOf({ name, size, lastModified }: FileMark): string {
  return `${size}-${lastModified}-${name}`;
}
