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

export const ENCRYPTIONS = ['none', 'aes-128', 'cbcs'] as const;
/** How what a private channel sends is encrypted; never changes. */
export type Encryption = (typeof ENCRYPTIONS)[number];

/** Whole segments can't be encrypted where parts of them are sent. */
export function encryptionsFor(latency: Latency): readonly Encryption[] {
  return ENCRYPTIONS.filter((each) => latency === 'standard' || each !== 'aes-128');
}

export const SHOWN_ENCODERS = ['none', 'primary', 'backup', 'slate'] as const;
/** Whose media viewers see. */
export type ShownEncoder = (typeof SHOWN_ENCODERS)[number];

/** Which of a channel's encoders is shown. Immutable. */
export interface Encoders {
  readonly active: ShownEncoder;
  /** Whether the other one sends too. */
  readonly standby: boolean;
}

/** Where an encoder sends to. Immutable. */
export interface Addresses {
  readonly rtmp: string | undefined;
  readonly srt: string | undefined;
  readonly cmaf: string | undefined;
}

/** How encoders send to a channel. Immutable. */
export interface Ingest extends Addresses {
  /** Absent where the server can't unseal it any more. */
  readonly streamKey: string | undefined;
  /** For a second encoder. */
  readonly backup: Addresses;
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
  readonly encryption: Encryption;
  readonly state: ChannelState;
  readonly stateSince: string | undefined;
  readonly bitsPerSecond: number;
  readonly node: string | undefined;
  readonly encoders: Encoders | undefined;
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
    encryption: fields.word('encryption', ENCRYPTIONS, 'none'),
    state: fields.word('state', CHANNEL_STATES, 'idle'),
    stateSince: fields.text('stateSince'),
    bitsPerSecond: fields.number('bitsPerSecond') ?? 0,
    node: fields.text('node'),
    encoders: readEncoders(json),
    ingest: readIngest(json),
  };
}

function readIngest(json: unknown): Ingest | undefined {
  const { ingest, streamKey } = json as { ingest?: unknown; streamKey?: unknown };
  if (typeof ingest !== 'object' || ingest === null) return undefined;
  const { backup } = ingest as { backup?: unknown };
  return {
    streamKey: new Fields({ streamKey }).text('streamKey'),
    ...readAddresses(ingest),
    backup: readAddresses(backup ?? {}),
  };
}

function readAddresses(json: unknown): Addresses {
  const fields = new Fields(json);
  return { rtmp: fields.text('rtmp'), srt: fields.text('srt'), cmaf: fields.text('cmaf') };
}

function readEncoders(json: unknown): Encoders | undefined {
  const { encoders } = json as { encoders?: { standby?: unknown } | null };
  if (typeof encoders !== 'object' || encoders === null) return undefined;
  return {
    active: new Fields(encoders).word('active', SHOWN_ENCODERS, 'none'),
    standby: encoders.standby === true,
  };
}
