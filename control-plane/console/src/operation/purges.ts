import { Fields } from '../api/read';
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

/** Has CDNs told anew where that has failed. */
export async function retryPurge(id: string): Promise<Purge> {
  return readPurge(
    await call({ method: 'POST', path: `purges/${encodeURIComponent(id)}/retry` }),
  );
}

/** Those that CDNs have not applied, the newest first. */
export async function failedPurges(): Promise<readonly Purge[]> {
  const found = await call({ method: 'GET', path: 'purges', query: { cdns: 'failed' } });
  return new Fields(found).list('items').map(readPurge);
}
