import { Fields } from '../api/read';

export const PURGE_STATES = ['pending', 'applied', 'partial'] as const;

/** How far a purge has got. Immutable. */
export interface Purge {
  readonly id: string;
  readonly state: (typeof PURGE_STATES)[number];
  /** The nodes that serve nothing any more of what it names. */
  readonly applied: readonly string[];
  readonly unreachable: readonly string[];
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
  };
}
