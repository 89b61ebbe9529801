/** What of a channel is to be recorded: the last minutes, or what lies between two local times. */
export type Stretch =
  | { readonly minutes: number }
  | { readonly from: string; readonly to: string };

/** Offered to be recorded, in minutes. */
export const LAST_MINUTES = [5, 15, 60] as const;

/** Two moments, as the API takes them. Immutable. */
export interface Moments {
  readonly from: string;
  readonly to: string;
}

/** Absent where they are no moments, or not one after the other. */
export function momentsOf(stretch: Stretch, now: Date): Moments | undefined {
  const [from, to] =
    'minutes' in stretch
      ? [new Date(now.getTime() - stretch.minutes * 60_000), now]
      : [new Date(stretch.from), new Date(stretch.to)];
  const inOrder = from.getTime() < to.getTime(); // false where one of them is none
  return inOrder ? { from: from.toISOString(), to: to.toISOString() } : undefined;
}

/** A moment as a field of the kind `datetime-local` has it, to the second. */
export function localTime(at: Date): string {
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19);
}
