import { onScopeDispose, ref, type Ref, watch } from 'vue';

/** How often it is looked at, in milliseconds. */
const LOOK = 1_000;

/**
 * What a viewer notices of a live stream: how far the picture is behind the clock, null while it
 * doesn't move or the stream tells no dates, and how often it has stood still for want of media.
 */
export function useWatching(
  video: Readonly<Ref<HTMLVideoElement | null>>,
  date: () => Date | null,
) {
  const secondsBehind = ref<number | null>(null);
  const interruptions = ref(0);
  let moving = false;

  function look(): void {
    const taken = moving ? date() : null;
    secondsBehind.value = taken === null ? null : Math.max(0, (Date.now() - taken.getTime()) / 1000);
  }

  function note({ type, target }: Event): void {
    const { seeking } = target as HTMLMediaElement;
    if (type === 'waiting' && moving && !seeking) interruptions.value += 1;
    moving = type === 'playing';
  }

  watch(
    video,
    (element, before) => {
      for (const event of ['playing', 'waiting', 'pause', 'emptied']) {
        before?.removeEventListener(event, note);
        element?.addEventListener(event, note);
      }
    },
    { immediate: true },
  );
  const timer = setInterval(look, LOOK);
  onScopeDispose(() => clearInterval(timer));

  return { secondsBehind, interruptions };
}
