import { ApiFailure } from '../api/failure';
import { Fields } from '../api/read';

export const STATUSES = ['draft', 'uploaded', 'processing', 'ready', 'failed', 'retired'] as const;
/** Where a title is on its way from a name to a stream. */
export type Status = (typeof STATUSES)[number];

export const VISIBILITIES = ['public', 'private'] as const;
/** Who may watch. */
export type Visibility = (typeof VISIBILITIES)[number];

/** One encoding of a title. Immutable. */
export interface Rendition {
  readonly name: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly bitsPerSecond: number | undefined;
}

/** A title of the catalog as the API shows it. Immutable. */
export interface Title {
  readonly id: string;
  readonly ownerId: string | undefined;
  readonly name: string;
  readonly description: string;
  readonly visibility: Visibility;
  readonly status: Status;
  /** Of the packaging, 0 to 1. */
  readonly progress: number;
  readonly renditions: readonly Rendition[];
  readonly durationSeconds: number | undefined;
  readonly posterUrl: string | undefined;
  /** Why the packaging failed, in the server's words. */
  readonly error: string | undefined;
  readonly createdAt: string | undefined;
}

/** Reads a title; fails with an `ApiFailure` on anything without an id. */
export function readTitle(json: unknown): Title {
  const fields = new Fields(json);
  const id = fields.text('id');
  if (id === undefined) throw new ApiFailure(502, 'No title', 'The answer holds no title');
  return {
    id,
    ownerId: fields.text('ownerId'),
    name: fields.text('name') ?? '',
    description: fields.text('description') ?? '',
    visibility: fields.word('visibility', VISIBILITIES, 'private'),
    status: fields.word('status', STATUSES, 'draft'),
    progress: Math.min(1, Math.max(0, fields.number('progress') ?? 0)),
    renditions: fields.list('renditions').map(readRendition),
    durationSeconds: fields.number('durationSeconds'),
    posterUrl: fields.text('posterUrl'),
    error: fields.text('error'),
    createdAt: fields.text('createdAt'),
  };
}

function readRendition(json: unknown): Rendition {
  const fields = new Fields(json);
  return {
    name: typeof json === 'string' ? json : (fields.text('name') ?? fields.text('id')),
    width: fields.number('width'),
    height: fields.number('height'),
    bitsPerSecond: fields.number('averageBandwidth') ?? fields.number('bandwidth'),
  };
}

/** Whether the server is still working on the title, so that it is worth asking again. */
export function isMoving(title: Title): boolean {
  return title.status === 'uploaded' || title.status === 'processing';
}
