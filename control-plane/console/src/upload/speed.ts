/** How far back the speed looks: long enough to be steady, short enough to notice a change. */
const WINDOW_MILLIS = 5_000;

interface Sample {
  readonly atMillis: number;
  readonly bytes: number;
}

/** The recent speed of something that counts up in bytes. */
export class Speedometer {
  #samples: Sample[] = [];

  /** Notes the count at a moment; returns bytes per second over the last seconds, 0 at first. */
  note(bytes: number, atMillis: number): number {
    this.#samples.push({ atMillis, bytes });
    const horizon = atMillis - WINDOW_MILLIS;
    while (this.#samples.length > 2 && (this.#samples[1]?.atMillis ?? atMillis) <= horizon) {
      this.#samples.shift();
    }
    const oldest = this.#samples[0];
    if (oldest === undefined || atMillis <= oldest.atMillis) return 0;
    return ((bytes - oldest.bytes) * 1000) / (atMillis - oldest.atMillis);
  }
}
