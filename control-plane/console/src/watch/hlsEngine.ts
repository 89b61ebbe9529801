import Hls, { ErrorDetails, type ErrorData, ErrorTypes, type Level } from 'hls.js';
import workerPath from 'hls.js/dist/hls.worker.js?url';
import { type EngineStart, type PlayingFailure, type Quality, reasonOf } from './engine';

/** Decoder errors to recover from before giving up. */
const RECOVERIES = 2;

/** Playlists of another origin to begin anew with: a CDN asks another region where one fails. */
const RELOADS = 3;

/** Plays HLS by hls.js. */
export const startHls: EngineStart = async (video, source, listener) => {
  const hls = new Hls({
    workerPath,
    startPosition: source.startSeconds || -1,
    lowLatencyMode: true, // where the playlist offers parts
  });
  let recoveries = 0;
  let reloads = 0;

  hls.on(Hls.Events.MANIFEST_PARSED, () => listener.onQualities(hls.levels.map(qualityOf)));
  hls.on(Hls.Events.LEVEL_SWITCHED, (_, { level }) => listener.onQuality(level));
  hls.on(Hls.Events.ERROR, (_, error) => {
    if (!error.fatal) return;
    if (error.type === ErrorTypes.MEDIA_ERROR && recoveries < RECOVERIES) {
      recoveries += 1;
      hls.recoverMediaError();
      return;
    }
    if (error.details === ErrorDetails.LEVEL_PARSING_ERROR && reloads < RELOADS) {
      reloads += 1;
      const moving = !video.paused;
      hls.loadSource(source.url); // lets go of the element, which stops
      if (moving) void video.play().catch(() => undefined);
      return;
    }
    hls.destroy();
    listener.onFailure(failureOf(error));
  });
  hls.loadSource(source.url);
  hls.attachMedia(video);

  return {
    fix: (qualityId) => {
      hls.nextLevel = qualityId ?? -1;
    },
    date: () => hls.playingDate,
    stop: () => hls.destroy(),
  };
};

function qualityOf(level: Level, id: number): Quality {
  return {
    id,
    lines: Math.min(level.width, level.height),
    framesPerSecond: level.frameRate || undefined,
    bitsPerSecond: level.averageBitrate || level.bitrate,
  };
}

function failureOf(error: ErrorData): PlayingFailure {
  const media = error.type === ErrorTypes.MEDIA_ERROR || error.type === ErrorTypes.MUX_ERROR;
  const status = error.response?.code;
  const detail = status ? `${error.details}, ${status}` : error.details;
  return { reason: media ? 'media' : reasonOf(status || undefined), detail };
}
