import { shallowRef } from 'vue';
import { useFollowing } from '../browser/useFollowing';
import type { Channel } from '../catalog/channel';
import { findChannel } from '../catalog/channels';

/** One channel, kept current. */
export function useChannel(id: string) {
  const channel = shallowRef<Channel | null>(null);
  const failure = shallowRef<unknown>(null);

  async function load(): Promise<void> {
    try {
      channel.value = await findChannel(id);
      failure.value = null;
    } catch (cause) {
      failure.value = cause;
    }
  }

  function put(changed: Channel): void {
    channel.value = changed;
  }

  void load();
  useFollowing(async () => {
    const before = channel.value;
    const found = await findChannel(id);
    if (channel.value === before) channel.value = found; // else it was changed meanwhile
  });

  return { channel, failure, load, put };
}
