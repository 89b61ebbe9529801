import { Fields } from '../api/read';

export const PURGE_STATES = ['pending', 'applied', 'partial'] as const;

export const CDN_STATES = ['pending', 'applied', 'failed'] as const;

/** How far a purge has got at a CDN. Immutable. */
export interface CdnPurge {
  readonly name: string;
  readonly state: (typeof CDN_STATES)[number];
  /** Why the last attempt failed. */
  readonly error?: string;
}

/** How far a purge has got. Immutable. */
export interface Purge {
  readonly id: string;
  readonly state: (typeof PURGE_STATES)[number];
  /** The nodes that serve nothing any more of what it names. */
  readonly applied: readonly string[];
  readonly unreachable: readonly string[];
  /** Those that it goes on to, the ones nearest to nodes first. */
  readonly cdns: readonly CdnPurge[];
}

/** What is to be purged, as the API takes it. */
export interface PurgeItems {
  readonly tags: readonly string[];
  readonly paths: readonly string[];
  readonly prefixes: readonly string[];
}

/**
 * Takes a text apart, an item on each line: what starts with a slash is a path, or a prefix where it
 * ends with `/` or `/*`; all else is a tag.
 */
export function itemsIn(text: string): PurgeItems {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const below = lines.filter((line) => line.startsWith('/'));
  const isPrefix = (path: string) => path.endsWith('/') || path.endsWith('/*');
  return {
    tags: lines.filter((line) => !line.startsWith('/')),
    paths: below.filter((path) => !isPrefix(path)),
    prefixes: below.filter(isPrefix).map((path) => path.replace(/\*$/, '')),
  };
}

export function isEmpty(items: PurgeItems): boolean {
  return items.tags.length + items.paths.length + items.prefixes.length === 0;
}

export function readPurge(json: unknown): Purge {
  const fields = new Fields(json);
  return {
    id: fields.text('id') ?? '',
    state: fields.word('state', PURGE_STATES, 'pending'),
    applied: fields.list('nodes').map((node) => new Fields(node).text('node') ?? ''),
    unreachable: fields.list('unreachable').map(String),
    cdns: fields.list('cdns').map(readCdn),
  };
}

function readCdn(json: unknown): CdnPurge {
  const fields = new Fields(json);
  const error = fields.text('error');
  return {
    name: fields.text('name') ?? '',
    state: fields.word('state', CDN_STATES, 'pending'),
    ...(error === undefined ? {} : { error }),
  };
}

/** Whether nothing more will come of it by itself. */
export function isOver(purge: Purge): boolean {
  return purge.state === 'applied' && purge.cdns.every((cdn) => cdn.state !== 'pending');
}

export function hasFailed(purge: Purge): boolean {
  return purge.cdns.some((cdn) => cdn.state === 'failed');
}
