import { onScopeDispose } from 'vue';

/** How often to ask again about what the server is working on. */
const PERIOD_MILLIS = 2_000;

/** How often at most to look whether the page is on screen again. */
const BACK_OFF_LIMIT_MILLIS = 30_000;

/**
 * Runs the step again and again while the component lives and the page is on screen: one at a
 * time, a period after the one before ended, with growing pauses while it fails.
 */
export function useFollowing(step: () => Promise<void>): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let stopped = false;

  const schedule = () => {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(run, pauseMillis(failures));
  };

  const run = async () => {
    if (document.hidden) return; // the visibilitychange listener starts it again
    try {
      await step();
      failures = 0;
    } catch {
      failures += 1;
    }
    schedule();
  };

  document.addEventListener('visibilitychange', schedule);
  onScopeDispose(() => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', schedule);
  });
  schedule();
}

/** The pause before the next step after so many failures in a row. */
export function pauseMillis(failures: number): number {
  return Math.min(BACK_OFF_LIMIT_MILLIS, PERIOD_MILLIS * 2 ** failures);
}
