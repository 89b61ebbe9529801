import { onScopeDispose, ref, type Ref, shallowRef, watch } from 'vue';
import { chooseWay, type Protocol, type Way } from './choice';
import type { Engine, EngineListener, EngineStart, PlayingFailure, Quality } from './engine';
import type { Playback } from '../catalog/playback';

/** What is to be played now. */
export interface Order {
  readonly playback: Playback;
  readonly protocol: Protocol;
}

const STARTS: Readonly<Record<Way, () => Promise<EngineStart>>> = {
  'hls.js': async () => (await import('./hlsEngine')).startHls,
  native: async () => (await import('./nativeEngine')).startNative,
  shaka: async () => (await import('./dashEngine')).startDash,
};

/**
 * Keeps one engine at work on the video element, a new one for each order; it goes on where the
 * one before was. A quality that was fixed is forgotten with its engine.
 */
export function useEngine(
  video: Readonly<Ref<HTMLVideoElement | null>>,
  order: Readonly<Ref<Order>>,
  onFailure: (failure: PlayingFailure) => void,
) {
  const qualities = shallowRef<readonly Quality[]>([]);
  const playing = ref<number | null>(null);
  const fixed = ref<number | null>(null);
  let engine: Engine | null = null;
  let turn = 0;
  /** Where the viewer is; an engine that fails takes the element's own memory with it. */
  let position = { seconds: 0, moving: false };

  async function start({ playback, protocol }: Order, element: HTMLVideoElement): Promise<void> {
    const mine = (turn += 1);
    const { seconds: startSeconds } = position;
    stop();
    const { keyServer } = playback;
    const wanted = keyServer === undefined ? protocol : 'dash';
    const way = chooseWay(wanted, playback.dash !== undefined, abilitiesOf(element));
    if (way === null) {
      onFailure({ reason: 'unsupported', detail: undefined });
      return;
    }
    const url = way === 'shaka' ? (playback.dash ?? playback.hls) : playback.hls;
    const startEngine = await STARTS[way]();
    if (mine !== turn) return;
    const started = await startEngine(element, { url, keyServer, startSeconds }, listenerFor(mine));
    if (mine !== turn) {
      started.stop();
      return;
    }
    engine = started;
    if (position.moving) await playOn(element);
  }

  function listenerFor(mine: number): EngineListener {
    return {
      onQualities: (found) => {
        if (mine === turn) qualities.value = found;
      },
      onQuality: (id) => {
        if (mine === turn) playing.value = id;
      },
      onFailure: (failure) => {
        if (mine !== turn) return;
        engine = null;
        onFailure(failure);
      },
    };
  }

  function stop(): void {
    engine?.stop();
    engine = null;
    qualities.value = [];
    playing.value = null;
    fixed.value = null;
  }

  function notePosition({ target }: Event): void {
    const element = target as HTMLVideoElement;
    if (element.readyState === HTMLMediaElement.HAVE_NOTHING) return;
    position = { seconds: element.currentTime, moving: !element.paused };
  }

  /** Plays now, and once more after an engine that is only starting: it stops the element. */
  function play(): void {
    position = { ...position, moving: true };
    if (video.value !== null) void playOn(video.value);
  }

  function fix(qualityId: number | null): void {
    fixed.value = qualityId;
    engine?.fix(qualityId);
  }

  watch(video, (element, before) => {
    for (const event of ['timeupdate', 'play', 'pause']) {
      before?.removeEventListener(event, notePosition);
      element?.addEventListener(event, notePosition);
    }
  });
  watch(
    [video, order],
    ([element, wanted]) => {
      if (element === null) return;
      start(wanted, element).catch((cause: unknown) =>
        onFailure({ reason: 'network', detail: String(cause) }),
      );
    },
    { immediate: true, flush: 'post' },
  );
  onScopeDispose(() => {
    turn += 1;
    stop();
  });

  const date = () => engine?.date() ?? null;

  return { qualities, playing, fixed, fix, play, date };
}

/** Where the browser refuses, the viewer still has the button. */
async function playOn(video: HTMLVideoElement): Promise<void> {
  await video.play().catch(() => undefined);
}

function abilitiesOf(video: HTMLVideoElement) {
  return {
    mediaSource: 'MediaSource' in window || 'ManagedMediaSource' in window,
    nativeHls: video.canPlayType('application/vnd.apple.mpegurl') !== '',
  };
}
