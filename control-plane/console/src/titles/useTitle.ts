import { shallowRef } from 'vue';
import { useFollowing } from '../browser/useFollowing';
import { findTitle } from '../catalog/catalog';
import { isMoving, type Title } from '../catalog/title';
import { onUploaded } from '../upload';

/** One title, kept current while the server works on it. */
export function useTitle(id: string) {
  const title = shallowRef<Title | null>(null);
  const failure = shallowRef<unknown>(null);

  async function load(): Promise<void> {
    try {
      title.value = await findTitle(id);
      failure.value = null;
    } catch (cause) {
      failure.value = cause;
    }
  }

  function put(changed: Title): void {
    title.value = changed;
  }

  void load();
  onUploaded((titleId) => {
    if (titleId === id) void load();
  });
  useFollowing(async () => {
    if (title.value !== null && isMoving(title.value)) title.value = await findTitle(id);
  });

  return { title, failure, load, put };
}
