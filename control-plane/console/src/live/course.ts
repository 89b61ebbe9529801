import type { Latency } from '../catalog/channel';

/** How a live stream goes on a screen: not at all yet, as it should, too late, or with breaks. */
export type Course = 'unknown' | 'good' | 'late' | 'interrupted';

/** Seconds behind the clock from which something is wrong, a slow start allowed for. */
const LATE: Readonly<Record<Latency, number>> = { low: 6, standard: 40 };

/** Breaks that a viewer would not put up with. */
const BREAKS = 3;

/** Later than it should be comes before broken, since who is late has often caught up by then. */
export function courseOf(
  latency: Latency,
  secondsBehind: number | null,
  interruptions: number,
): Course {
  if (secondsBehind === null) return 'unknown';
  if (secondsBehind > LATE[latency]) return 'late';
  return interruptions >= BREAKS ? 'interrupted' : 'good';
}
