import type { EngineStart, PlayingFailure } from './engine';

/** Plays HLS by the browser itself, which chooses the quality alone. */
export const startNative: EngineStart = async (video, source, listener) => {
  const events = new AbortController();
  const { signal } = events;
  video.addEventListener('error', () => listener.onFailure(failureOf(video.error)), { signal });
  video.addEventListener(
    'loadedmetadata',
    () => {
      video.currentTime = source.startSeconds;
    },
    { signal, once: true },
  );
  listener.onQualities([]);
  video.src = source.url;

  return {
    fix: () => undefined,
    date: () => dateOf(video),
    stop: () => {
      events.abort();
      video.removeAttribute('src');
      video.load();
    },
  };
};

function failureOf(error: MediaError | null): PlayingFailure {
  const network =
    error?.code === MediaError.MEDIA_ERR_NETWORK ||
    error?.code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED;
  return { reason: network ? 'network' : 'media', detail: error?.message || undefined };
}

/** Safari tells the date of the stream's beginning. */
function dateOf(video: HTMLVideoElement & { getStartDate?: () => Date }): Date | null {
  const start = video.getStartDate?.().getTime() ?? NaN;
  return Number.isNaN(start) ? null : new Date(start + video.currentTime * 1000);
}
