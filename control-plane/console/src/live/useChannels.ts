import { computed, ref, shallowRef } from 'vue';
import { useFollowing } from '../browser/useFollowing';
import type { Channel } from '../catalog/channel';
import { listChannels } from '../catalog/channels';

/** The channels on screen, the first page of them kept current. */
export function useChannels() {
  const first = shallowRef<readonly Channel[]>([]);
  const others = shallowRef<readonly Channel[]>([]);
  const nextCursor = ref<string>();
  const loaded = ref(false);
  const failure = shallowRef<unknown>(null);

  async function load(): Promise<void> {
    const page = await listChannels();
    first.value = page.items;
    if (others.value.length === 0) nextCursor.value = page.nextCursor;
    loaded.value = true;
    failure.value = null;
  }

  async function loadMore(): Promise<void> {
    if (nextCursor.value === undefined) return;
    const page = await listChannels(nextCursor.value);
    others.value = [...others.value, ...page.items];
    nextCursor.value = page.nextCursor;
  }

  const noted = (work: Promise<void>) => work.catch((cause: unknown) => (failure.value = cause));

  void noted(load());
  useFollowing(async () => {
    try {
      await load();
    } catch (cause) {
      failure.value = cause;
      throw cause;
    }
  });

  return {
    items: computed(() => joined(first.value, others.value)),
    hasMore: computed(() => nextCursor.value !== undefined),
    loaded,
    failure,
    again: () => noted(load()),
    more: () => noted(loadMore()),
  };
}

/** A channel that a newer one has moved to the next page is shown once. */
function joined(first: readonly Channel[], others: readonly Channel[]): readonly Channel[] {
  const ids = new Set(first.map((channel) => channel.id));
  return [...first, ...others.filter((channel) => !ids.has(channel.id))];
}
