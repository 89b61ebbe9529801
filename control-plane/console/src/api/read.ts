/** Reads fields of a JSON object that came from outside; a field of the wrong kind counts as absent. */
export class Fields {
  readonly #json: Readonly<Record<string, unknown>>;

  constructor(json: unknown) {
    this.#json = typeof json === 'object' && json !== null ? { ...json } : {};
  }

  text(name: string): string | undefined {
    const value = this.#json[name];
    return typeof value === 'string' ? value : undefined;
  }

  number(name: string): number | undefined {
    const value = this.#json[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  }

  list(name: string): readonly unknown[] {
    const value = this.#json[name];
    return Array.isArray(value) ? value : [];
  }

  /** One of the allowed words, else the fallback. */
  word<W extends string>(name: string, allowed: readonly W[], fallback: W): W {
    const value = this.text(name);
    return allowed.find((word) => word === value) ?? fallback;
  }
}
