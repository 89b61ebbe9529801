import { Fields } from '../api/read';
import { call } from '../session';
import { type Channel, type Encryption, type Latency, type OnStale, readChannel } from './channel';
import { type Playback, readPlayback } from './playback';
import { readTitle, type Title, type Visibility } from './title';

/** One page of channels, the newest first; without a cursor it is the last. Immutable. */
export interface ChannelPage {
  readonly items: readonly Channel[];
  readonly nextCursor: string | undefined;
}

/** What of a channel a person may change. */
export interface ChannelTerms {
  readonly name: string;
  readonly visibility: Visibility;
  readonly dvrSeconds: number;
  readonly onStale: OnStale;
}

/** What of a channel is said once, when it is made. */
export interface LastingTerms {
  readonly latency: Latency;
  readonly encryption: Encryption;
}

/** Channels asked for at a time. */
const PAGE_SIZE = '50';

export async function listChannels(cursor?: string): Promise<ChannelPage> {
  const fields = new Fields(
    await call({ method: 'GET', path: 'channels', query: { cursor, limit: PAGE_SIZE } }),
  );
  return { items: fields.list('items').map(readChannel), nextCursor: fields.text('nextCursor') };
}

export async function findChannel(id: string): Promise<Channel> {
  return readChannel(await call({ method: 'GET', path: pathOf(id) }));
}

export async function createChannel(terms: ChannelTerms & LastingTerms): Promise<Channel> {
  return readChannel(await call({ method: 'POST', path: 'channels', body: terms }));
}

export async function changeChannel(id: string, terms: ChannelTerms): Promise<Channel> {
  return readChannel(await call({ method: 'PATCH', path: pathOf(id), body: terms }));
}

export async function deleteChannel(id: string): Promise<void> {
  await call({ method: 'DELETE', path: pathOf(id) });
}

/** Gives the channel a new stream key; the old one ends at once. */
export async function renewStreamKey(id: string): Promise<Channel> {
  return readChannel(await call({ method: 'POST', path: `${pathOf(id)}/stream-key` }));
}

/** What is to be recorded of a channel, and as which title. */
export interface RecordingOrder {
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

/** Makes a title of what a channel has sent; it is ready some time later. */
export async function recordChannel(id: string, order: RecordingOrder): Promise<Title> {
  return readTitle(await call({ method: 'POST', path: `${pathOf(id)}/recordings`, body: order }));
}

/** Asks to play a channel, whether or not media comes. */
export async function requestLivePlayback(id: string): Promise<Playback> {
  return readPlayback(await call({ method: 'POST', path: `${pathOf(id)}/playback`, body: {} }));
}

function pathOf(id: string): string {
  return `channels/${encodeURIComponent(id)}`;
}
