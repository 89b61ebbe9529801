import { computed, ref, shallowRef } from 'vue';
import { ApiFailure } from '../api/failure';
import { findTitle, listTitles, type TitleQuery } from '../catalog/catalog';
import { isMoving, type Title } from '../catalog/title';
import { useFollowing } from '../browser/useFollowing';

/** Titles whose progress is asked for at once, those nearest the top first. */
const FOLLOWED_AT_ONCE = 8;

/**
 * The list of titles on screen: searched, extended page by page, and kept current while the server
 * works on some of them. A newer search overtakes an older one.
 */
export function useTitles() {
  const items = shallowRef<readonly Title[]>([]);
  const nextCursor = ref<string>();
  const loading = ref(false);
  const loaded = ref(false);
  const failure = shallowRef<unknown>(null);
  let query: TitleQuery = { words: '', status: '' };
  let current = new AbortController();

  async function search(wanted: TitleQuery): Promise<void> {
    query = wanted;
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
      const page = await listTitles({ ...query, cursor }, signal);
      if (signal.aborted) return;
      items.value = cursor === undefined ? page.items : joined(items.value, page.items);
      nextCursor.value = page.nextCursor;
      loaded.value = true;
    } catch (cause) {
      if (!signal.aborted) failure.value = cause;
    } finally {
      if (!signal.aborted) loading.value = false;
    }
  }

  /** Brings in what is new on the first page, without disturbing the rest. */
  async function refresh(): Promise<void> {
    const { signal } = current;
    const page = await listTitles(query, signal).catch(() => null); // the list stays as it is
    if (page !== null && !signal.aborted) items.value = joined(page.items, items.value);
  }

  function put(title: Title): void {
    items.value = items.value.map((item) => (item.id === title.id ? title : item));
  }

  async function follow(title: Title): Promise<void> {
    try {
      put(await findTitle(title.id));
    } catch (cause) {
      if (!(cause instanceof ApiFailure) || ![404, 410].includes(cause.status)) throw cause;
      items.value = items.value.filter((item) => item.id !== title.id);
    }
  }

  useFollowing(async () => {
    await Promise.all(items.value.filter(isMoving).slice(0, FOLLOWED_AT_ONCE).map(follow));
  });

  return {
    items,
    hasMore: computed(() => nextCursor.value !== undefined),
    loading,
    loaded,
    failure,
    search,
    more,
    again: () => load(undefined),
    refresh,
  };
}

/** The pages in order; a title that moved between them stays where it was first. */
export function joined(shown: readonly Title[], next: readonly Title[]): readonly Title[] {
  const ids = new Set(shown.map((title) => title.id));
  return [...shown, ...next.filter((title) => !ids.has(title.id))];
}
