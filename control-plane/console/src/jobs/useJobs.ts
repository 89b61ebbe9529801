import { computed, ref, shallowRef } from 'vue';
import { useFollowing } from '../browser/useFollowing';
import { type Job, type JobState, renewed } from './job';
import { LONGEST_PAGE, listJobs } from './jobs';

/** Jobs asked for at a time. */
const PAGE_SIZE = 25;

/**
 * The list of jobs on screen: of one state or all, extended page by page, and kept current. A newer
 * choice overtakes an older one.
 */
export function useJobs() {
  const items = shallowRef<readonly Job[]>([]);
  const nextCursor = ref<string>();
  const loading = ref(false);
  const loaded = ref(false);
  const failure = shallowRef<unknown>(null);
  let state: JobState | '' = '';
  let current = new AbortController();

  async function choose(wanted: JobState | ''): Promise<void> {
    state = wanted;
    await load(undefined);
  }

  async function more(): Promise<void> {
    if (nextCursor.value !== undefined && !loading.value) await load(nextCursor.value);
  }

  async function load(cursor: string | undefined): Promise<void> {
    current.abort();
    const { signal } = (current = new AbortController());
    loading.value = true;
    failure.value = null;
    try {
      const page = await listJobs({ state, cursor, limit: PAGE_SIZE }, signal);
      if (signal.aborted) return;
      items.value = cursor === undefined ? page.items : [...items.value, ...page.items];
      nextCursor.value = page.nextCursor;
      loaded.value = true;
    } catch (cause) {
      if (!signal.aborted) failure.value = cause;
    } finally {
      if (!signal.aborted) loading.value = false;
    }
  }

  /** Looks again at what is shown, as far as one page goes; what is older stays as it is. */
  async function refresh(): Promise<void> {
    const { signal } = current;
    const limit = Math.min(LONGEST_PAGE, Math.max(PAGE_SIZE, items.value.length));
    const page = await listJobs({ state, limit }, signal);
    if (signal.aborted) return;
    const isWhole = page.nextCursor === undefined;
    const shown = isWhole ? page.items : renewed(page.items, items.value);
    if (shown.length === page.items.length) nextCursor.value = page.nextCursor;
    items.value = shown;
    loaded.value = true;
    failure.value = null;
  }

  /** Shows what a call has made of a job. */
  function put(job: Job): void {
    items.value = items.value.map((item) => (item.id === job.id ? job : item));
  }

  useFollowing(async () => {
    if (!loading.value) await refresh();
  });

  return {
    items,
    hasMore: computed(() => nextCursor.value !== undefined),
    loading,
    loaded,
    failure,
    choose,
    more,
    again: () => load(undefined),
    put,
  };
}
