import { Fields } from '../api/read';
import { call } from '../session';
import { readTitle, type Status, type Title, type Visibility } from './title';

/** What to list: matching words, one status, and where the page before ended. */
export interface TitleQuery {
  readonly words: string;
  readonly status: Status | '';
  readonly cursor?: string | undefined;
}

/** One page of titles; without a cursor it is the last. Immutable. */
export interface TitlePage {
  readonly items: readonly Title[];
  readonly nextCursor: string | undefined;
}

/** Titles asked for at a time: a few rows of cards on a wide screen. */
const PAGE_SIZE = '24';

export async function listTitles(query: TitleQuery, signal?: AbortSignal): Promise<TitlePage> {
  const fields = new Fields(
    await call({
      method: 'GET',
      path: 'titles',
      query: {
        q: query.words.trim(),
        status: query.status,
        cursor: query.cursor,
        limit: PAGE_SIZE,
      },
      ...(signal && { signal }),
    }),
  );
  return { items: fields.list('items').map(readTitle), nextCursor: fields.text('nextCursor') };
}

export async function findTitle(id: string): Promise<Title> {
  return readTitle(await call({ method: 'GET', path: pathOf(id) }));
}

export async function createTitle(name: string, visibility: Visibility): Promise<Title> {
  return readTitle(await call({ method: 'POST', path: 'titles', body: { name, visibility } }));
}

/** What of a title a person may change. */
export interface TitleChange {
  readonly name?: string;
  /** `null` takes it away. */
  readonly description?: string | null;
  readonly visibility?: Visibility;
}

export async function changeTitle(id: string, change: TitleChange): Promise<Title> {
  return readTitle(await call({ method: 'PATCH', path: pathOf(id), body: change }));
}

export async function deleteTitle(id: string): Promise<void> {
  await call({ method: 'DELETE', path: pathOf(id) });
}

/** The title's path below the API base. */
export function pathOf(id: string): string {
  return `titles/${encodeURIComponent(id)}`;
}
