import { Fields } from '../api/read';

const ROLES = ['viewer', 'publisher', 'operator', 'admin', 'unknown'] as const;

/**
 * Who an access token speaks for. It serves to offer only what will be allowed: the server alone
 * decides, so a token that can't be read counts as one that may do anything. Immutable.
 */
export interface Person {
  readonly id: string | undefined;
  readonly role: (typeof ROLES)[number];
}

/** Reads the claims of a JWT without checking its signature. */
export function personIn(accessToken: string): Person {
  const claims = new Fields(claimsIn(accessToken));
  return { id: claims.text('sub'), role: claims.word('role', ROLES, 'unknown') };
}

/** Whether to offer making titles; not before it is known who is there. */
export function mayPublish(person: Person | null): boolean {
  return person !== null && person.role !== 'viewer';
}

/** Whether to offer the data plane: its nodes, and purging anything on them. */
export function mayOperate(person: Person | null): boolean {
  return person !== null && !['viewer', 'publisher'].includes(person.role);
}

/** Whether to offer changing and deleting a title of that owner. */
export function mayChange(person: Person | null, ownerId: string | undefined): boolean {
  if (person?.role === 'publisher') return ownerId === undefined || ownerId === person.id;
  return mayPublish(person);
}

function claimsIn(accessToken: string): unknown {
  try {
    const payload = accessToken.split('.')[1] ?? '';
    const bytes = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const utf8 = Uint8Array.from(bytes, (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(utf8)) as unknown;
  } catch {
    return undefined;
  }
}
