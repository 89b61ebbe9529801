import { call } from '../session';
import { type Purge, type PurgeItems, readPurge } from './purge';

export async function purge(items: PurgeItems): Promise<Purge> {
  return readPurge(
    await call({ method: 'POST', path: 'purges', body: { ...items, mode: 'hard' } }),
  );
}

export async function findPurge(id: string): Promise<Purge> {
  return readPurge(await call({ method: 'GET', path: `purges/${encodeURIComponent(id)}` }));
}
