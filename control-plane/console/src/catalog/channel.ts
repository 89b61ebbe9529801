import { ApiFailure } from '../api/failure';
import { Fields } from '../api/read';
import { VISIBILITIES, type Visibility } from './title';

export const CHANNEL_STATES = ['idle', 'live', 'stale', 'ended'] as const;
/** Whether media comes to a channel. */
export type ChannelState = (typeof CHANNEL_STATES)[number];

export const LATENCIES = ['low', 'standard'] as const;
/** How far behind the encoder viewers are; never changes. */
export type Latency = (typeof LATENCIES)[number];

export const STALE_ANSWERS = ['hold', 'slate', 'error'] as const;
/** What viewers get while no media comes. */
export type OnStale = (typeof STALE_ANSWERS)[number];

/** How an encoder sends to a channel. Immutable. */
export interface Ingest {
  /** Absent where the server can't unseal it any more. */
  readonly streamKey: string | undefined;
  readonly rtmp: string | undefined;
  readonly srt: string | undefined;
  readonly cmaf: string | undefined;
}

/** A live channel as the API shows it. Immutable. */
export interface Channel {
  readonly id: string;
  readonly ownerId: string | undefined;
  readonly name: string;
  readonly visibility: Visibility;
  readonly latency: Latency;
  readonly dvrSeconds: number;
  readonly onStale: OnStale;
  readonly state: ChannelState;
  readonly stateSince: string | undefined;
  readonly bitsPerSecond: number;
  readonly node: string | undefined;
  /** Absent for those who may not change the channel, and in lists. */
  readonly ingest: Ingest | undefined;
}

/** Reads a channel; fails with an `ApiFailure` on anything without an id. */
export function readChannel(json: unknown): Channel {
  const fields = new Fields(json);
  const id = fields.text('id');
  if (id === undefined) throw new ApiFailure(502, 'No channel', 'The answer holds no channel');
  return {
    id,
    ownerId: fields.text('ownerId'),
    name: fields.text('name') ?? '',
    visibility: fields.word('visibility', VISIBILITIES, 'private'),
    latency: fields.word('latency', LATENCIES, 'standard'),
    dvrSeconds: fields.number('dvrSeconds') ?? 0,
    onStale: fields.word('onStale', STALE_ANSWERS, 'hold'),
    state: fields.word('state', CHANNEL_STATES, 'idle'),
    stateSince: fields.text('stateSince'),
    bitsPerSecond: fields.number('bitsPerSecond') ?? 0,
    node: fields.text('node'),
    ingest: readIngest(json),
  };
}

function readIngest(json: unknown): Ingest | undefined {
  const { ingest, streamKey } = json as { ingest?: unknown; streamKey?: unknown };
  if (typeof ingest !== 'object' || ingest === null) return undefined;
  const fields = new Fields({ ...ingest, streamKey });
  return {
    streamKey: fields.text('streamKey'),
    rtmp: fields.text('rtmp'),
    srt: fields.text('srt'),
    cmaf: fields.text('cmaf'),
  };
}
