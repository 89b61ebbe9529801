import { ApiFailure } from '../api/failure';
import { Fields } from '../api/read';
import { call } from '../session';
import { pathOf } from './catalog';

/** The addresses that play a title or a channel, usable as they are. Immutable. */
export interface Playback {
  readonly hls: string;
  readonly dash: string | undefined;
  /** Who is asked for keys by Clear Key; DASH alone plays what needs it. */
  readonly keyServer: string | undefined;
  readonly name: string | undefined;
  readonly posterUrl: string | undefined;
  /** When the token in the addresses ends, for what needs one. */
  readonly expiresAt: string | undefined;
}

/** Asks to play a title, as whoever is signed in or as nobody. 409 before it is ready. */
export async function requestPlayback(titleId: string): Promise<Playback> {
  return readPlayback(
    await call({ method: 'POST', path: `${pathOf(titleId)}/playback`, body: {} }),
  );
}

/** Reads the addresses; fails with an `ApiFailure` where there is none for HLS. */
export function readPlayback(json: unknown): Playback {
  const fields = new Fields(json);
  const hls = fields.text('hls');
  if (hls === undefined) throw new ApiFailure(502, 'No address', 'The answer holds no hls address');
  return {
    hls,
    dash: fields.text('dash'),
    keyServer: fields.text('keyServer'),
    name: fields.text('name'),
    posterUrl: fields.text('posterUrl'),
    expiresAt: fields.text('expiresAt'),
  };
}
