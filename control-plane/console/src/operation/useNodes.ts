import { ref, shallowRef } from 'vue';
import { Fields } from '../api/read';
import { useFollowing } from '../browser/useFollowing';
import { call } from '../session';
import { type DataPlaneNode, readNode } from './node';

/** The nodes of the data plane, kept current while the page is on screen. */
export function useNodes() {
  const nodes = shallowRef<readonly DataPlaneNode[]>([]);
  const loaded = ref(false);
  const failure = shallowRef<unknown>(null);

  async function load(): Promise<void> {
    const answer = await call({ method: 'GET', path: 'nodes' });
    nodes.value = new Fields(answer).list('items').map(readNode);
    loaded.value = true;
    failure.value = null;
  }

  const again = () => load().catch((cause: unknown) => (failure.value = cause));

  void again();
  useFollowing(async () => {
    try {
      await load();
    } catch (cause) {
      failure.value = cause;
      throw cause;
    }
  });

  return { nodes, loaded, failure, again };
}
