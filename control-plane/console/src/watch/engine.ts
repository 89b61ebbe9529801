/** One variant of the picture a viewer can pick. Immutable. */
export interface Quality {
  readonly id: number;
  /** The shorter side of the picture, the number people know it by; 0 for sound alone. */
  readonly lines: number;
  readonly framesPerSecond: number | undefined;
  readonly bitsPerSecond: number;
}

/** Why nothing plays any more. */
export interface PlayingFailure {
  readonly reason: 'unsupported' | 'refused' | 'lost' | 'network' | 'media';
  /** The player library's own words, for whoever has to look into it. */
  readonly detail: string | undefined;
}

/** What an engine tells the page. */
export interface EngineListener {
  readonly onQualities: (qualities: readonly Quality[]) => void;
  /** The quality on screen now. */
  readonly onQuality: (id: number) => void;
  /** Said once; the engine has given up. */
  readonly onFailure: (failure: PlayingFailure) => void;
}

/** A player library at work on one video element. */
export interface Engine {
  /** Fixes one quality, or lets the engine choose again with `null`. */
  readonly fix: (qualityId: number | null) => void;
  /** When the picture on screen was taken, where the stream says so. */
  readonly date: () => Date | null;
  /** Lets go of the video element and all buffers. */
  readonly stop: () => void;
}

/** What to play, and from where on. */
export interface Source {
  readonly url: string;
  /** Who has the keys, for Clear Key. */
  readonly keyServer: string | undefined;
  readonly startSeconds: number;
}

/** Puts a player library to work. */
export type EngineStart = (
  video: HTMLVideoElement,
  source: Source,
  listener: EngineListener,
) => Promise<Engine>;

/** The reason behind a refused request to the data plane; without a status, none was answered. */
export function reasonOf(status: number | undefined): PlayingFailure['reason'] {
  if (status === 401 || status === 403) return 'refused';
  if (status === 404 || status === 410) return 'lost';
  return 'network';
}
