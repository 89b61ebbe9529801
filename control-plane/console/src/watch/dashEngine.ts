import shaka from 'shaka-player/dist/shaka-player.dash-es2021.js';
import { type EngineStart, type PlayingFailure, type Quality, reasonOf } from './engine';

/** Plays DASH by Shaka Player. */
export const startDash: EngineStart = async (video, source, listener) => {
  shaka.polyfill.installAll();
  const player = new shaka.Player();
  let over = false;
  const fail = (error: unknown) => {
    if (over) return;
    over = true;
    void player.destroy();
    listener.onFailure(failureOf(error));
  };
  const stop = () => {
    over = true;
    void player.destroy();
  };
  const tellQuality = () => {
    const active = player.getVariantTracks().find((track) => track.active);
    if (active !== undefined) listener.onQuality(active.id);
  };

  player.addEventListener('error', (event) => {
    const { detail } = event as unknown as { detail: shaka.util.Error };
    if (detail.severity === shaka.util.Error.Severity.CRITICAL) fail(detail);
  });
  player.addEventListener('adaptation', tellQuality);
  player.addEventListener('variantchanged', tellQuality);

  if (source.keyServer !== undefined) {
    player.configure({ drm: { servers: { 'org.w3.clearkey': source.keyServer } } });
  }
  await player.attach(video);
  player
    .load(source.url, source.startSeconds || null)
    .then(() => {
      listener.onQualities(player.getVariantTracks().map(qualityOf));
      tellQuality();
    })
    .catch(fail);

  return {
    fix: (qualityId) => fix(player, qualityId),
    date: () => (player.isLive() ? player.getPlayheadTimeAsDate() : null),
    stop,
  };
};

function fix(player: shaka.Player, qualityId: number | null): void {
  player.configure('abr.enabled', qualityId === null);
  const track = player.getVariantTracks().find((candidate) => candidate.id === qualityId);
  if (track !== undefined) player.selectVariantTrack(track, true);
}

function qualityOf(track: shaka.extern.Track): Quality {
  return {
    id: track.id,
    lines: Math.min(track.width ?? 0, track.height ?? 0),
    framesPerSecond: track.frameRate ?? undefined,
    bitsPerSecond: track.bandwidth,
  };
}

function failureOf(error: unknown): PlayingFailure {
  if (!(error instanceof shaka.util.Error)) return { reason: 'media', detail: String(error) };
  const network = error.category === shaka.util.Error.Category.NETWORK;
  const status: unknown = network ? error.data[1] : undefined;
  return {
    reason: network ? reasonOf(typeof status === 'number' ? status : undefined) : 'media',
    detail: `Shaka ${error.code}`,
  };
}
