import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope, nextTick, shallowRef } from 'vue';
import { useWatching } from './useWatching';

const NOW = new Date('2026-03-01T12:00:00Z');

/** As much of a video element as is listened to. */
class Picture extends EventTarget {
  seeking = false;

  tell(...events: string[]): void {
    for (const event of events) this.dispatchEvent(new Event(event));
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

function watching(taken: Date | null) {
  const picture = new Picture();
  const video = shallowRef(picture as unknown as HTMLVideoElement);
  const scope = effectScope();
  const seen = scope.run(() => useWatching(video, () => taken));
  if (seen === undefined) throw new Error('no scope');
  return { picture, scope, seen };
}

it('the picture is as far behind as its date is', async () => {
  const { picture, scope, seen } = watching(new Date(NOW.getTime() - 1_500));
  await nextTick();
  picture.tell('playing');
  vi.advanceTimersByTime(1_000);
  expect(seen.secondsBehind.value).toBe(2.5);
  picture.tell('pause');
  vi.advanceTimersByTime(1_000);
  expect(seen.secondsBehind.value).toBeNull();
  scope.stop();
});

it('a stream without dates says nothing', () => {
  const { picture, scope, seen } = watching(null);
  picture.tell('playing');
  vi.advanceTimersByTime(1_000);
  expect(seen.secondsBehind.value).toBeNull();
  scope.stop();
});

it('only a picture that has moved is interrupted, and not by who seeks', () => {
  const { picture, scope, seen } = watching(null);
  picture.tell('waiting', 'playing', 'waiting', 'playing');
  expect(seen.interruptions.value).toBe(1);
  picture.seeking = true;
  picture.tell('waiting', 'playing');
  expect(seen.interruptions.value).toBe(1);
  scope.stop();
});
