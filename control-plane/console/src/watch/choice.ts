/** Which kind of player to use, as the viewer picked it. */
export type Protocol = 'hls' | 'dash';

/** The way a title gets played in this browser. */
export type Way = 'hls.js' | 'native' | 'shaka';

/** What this browser is able to do. */
export interface Abilities {
  readonly mediaSource: boolean;
  readonly nativeHls: boolean;
}

/**
 * The way to play: DASH where it is wanted and offered, else hls.js, else the browser's own HLS,
 * else none. hls.js comes before native, since it alone lets the viewer choose the quality.
 */
export function chooseWay(
  wanted: Protocol,
  dashOffered: boolean,
  abilities: Abilities,
): Way | null {
  if (abilities.mediaSource) return wanted === 'dash' && dashOffered ? 'shaka' : 'hls.js';
  return abilities.nativeHls ? 'native' : null;
}
