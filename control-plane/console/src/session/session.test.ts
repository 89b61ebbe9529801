import { beforeEach, describe, expect, it } from 'vitest';
import { ApiFailure } from '../api/failure';
import { MemoryStorage } from '../browser/memoryStorage';
import type { Grant, Grants } from './grant';
import { Session } from './session';
import { browserStore } from './store';

/** Grants as the control plane hands them out: each refresh token works once, reuse is refused. */
class RotatingGrants implements Grants {
  readonly calls: string[] = [];
  failure: ApiFailure | null = null;
  #good = new Set<string>();
  #count = 0;

  logIn = async (email: string, password: string): Promise<Grant> => {
    this.calls.push(`logIn ${email}`);
    if (password !== 'right') throw new ApiFailure(401, 'Unauthorized');
    return this.#grant();
  };

  refresh = async (refreshToken: string): Promise<Grant> => {
    this.calls.push(`refresh ${refreshToken}`);
    await Promise.resolve();
    if (this.failure !== null) throw this.failure;
    if (!this.#good.delete(refreshToken)) throw new ApiFailure(401, 'Unauthorized');
    return this.#grant();
  };

  logOut = async (refreshToken: string): Promise<void> => {
    this.calls.push(`logOut ${refreshToken}`);
    this.#good.delete(refreshToken);
  };

  #grant(): Grant {
    const count = (this.#count += 1);
    this.#good.add(`refresh-${count}`);
    return {
      accessToken: `access-${count}`,
      refreshToken: `refresh-${count}`,
      expiresInSeconds: 900,
    };
  }
}

let grants: RotatingGrants;
let lasting: MemoryStorage;
let nowMillis: number;
let queue: Promise<unknown>;

function openSession(): Session {
  return new Session({
    grants,
    store: browserStore(lasting, new MemoryStorage()),
    nowMillis: () => nowMillis,
    exclusively: <T>(work: () => Promise<T>) => {
      const turn = queue.then(work);
      queue = turn.catch(() => undefined);
      return turn;
    },
  });
}

beforeEach(() => {
  grants = new RotatingGrants();
  lasting = new MemoryStorage();
  nowMillis = 0;
  queue = Promise.resolve();
});

describe('a session', () => {
  it('begins with nobody signed in', async () => {
    const session = openSession();
    expect(session.email).toBeNull();
    expect(await session.accessToken()).toBeNull();
    expect(grants.calls).toEqual([]);
  });

  it('is not begun by a wrong password', async () => {
    const session = openSession();
    await expect(session.signIn('ana@example.org', 'wrong', true)).rejects.toThrow(ApiFailure);
    expect(session.email).toBeNull();
  });

  it('uses the token from log-in until shortly before it ends', async () => {
    const session = openSession();
    await session.signIn('ana@example.org', 'right', true);
    nowMillis = 869_000;
    expect(await session.accessToken()).toBe('access-1');
    nowMillis = 871_000;
    expect(await session.accessToken()).toBe('access-2');
  });

  it('renews sooner for work that takes longer', async () => {
    const session = openSession();
    await session.signIn('ana@example.org', 'right', true);
    nowMillis = 800_000;
    expect(await session.accessToken(120)).toBe('access-2');
  });

  it('is renewed once for all who ask at the same time', async () => {
    const session = openSession();
    await session.signIn('ana@example.org', 'right', true);
    nowMillis = 900_000;
    const tokens = await Promise.all([1, 2, 3].map(() => session.accessToken()));
    expect(tokens).toEqual(['access-2', 'access-2', 'access-2']);
    expect(grants.calls.filter((call) => call.startsWith('refresh'))).toEqual(['refresh refresh-1']);
  });

  it('is renewed when the server refuses its token, unless that has happened already', async () => {
    const session = openSession();
    await session.signIn('ana@example.org', 'right', true);
    expect(await session.replaced('access-1')).toBe('access-2');
    expect(await session.replaced('access-1')).toBe('access-2');
  });

  it('is taken up by a page that opens later', async () => {
    await openSession().signIn('ana@example.org', 'right', true);
    const later = openSession();
    expect(later.email).toBe('ana@example.org');
    expect(await later.accessToken()).toBe('access-2');
  });

  it('is renewed by two tabs in turn, each with the token that the other left', async () => {
    await openSession().signIn('ana@example.org', 'right', true);
    const tabs = [openSession(), openSession()];
    expect(await Promise.all(tabs.map((tab) => tab.accessToken()))).toEqual([
      'access-2',
      'access-3',
    ]);
  });

  it('ends when the server refuses to renew it', async () => {
    const session = openSession();
    await session.signIn('ana@example.org', 'right', true);
    grants.failure = new ApiFailure(401, 'Unauthorized');
    expect(await session.replaced('access-1')).toBeNull();
    expect(session.email).toBeNull();
  });

  it.each([0, 429, 503])('outlives a renewal that fails with status %i', async (status) => {
    const session = openSession();
    await session.signIn('ana@example.org', 'right', true);
    grants.failure = new ApiFailure(status, 'Later');
    await expect(session.replaced('access-1')).rejects.toBe(grants.failure);
    grants.failure = null;
    expect(await session.accessToken()).toBe('access-2');
  });

  it('is over at once after signing out, and the server is told', async () => {
    const session = openSession();
    await session.signIn('ana@example.org', 'right', true);
    const told = session.signOut();
    expect(session.email).toBeNull();
    await told;
    expect(await session.accessToken()).toBeNull();
    expect(grants.calls.at(-1)).toBe('logOut refresh-1');
  });

  it('stays over when it is signed out during a renewal', async () => {
    const session = openSession();
    await session.signIn('ana@example.org', 'right', true);
    const renewal = session.replaced('access-1');
    await Promise.resolve();
    await session.signOut();
    expect(await renewal).toBeNull();
    expect(session.email).toBeNull();
  });

  it('of somebody else, signed in in another tab, replaces the token held here', async () => {
    const session = openSession();
    await session.signIn('ana@example.org', 'right', true);
    await openSession().signIn('rui@example.org', 'right', true);
    expect(await session.accessToken()).toBe('access-3');
    expect(session.email).toBe('rui@example.org');
  });
});
