import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryStorage } from '../browser/memoryStorage';
import { safeNext } from './next';
import { browserStore, type SessionStore } from './store';

let lasting: MemoryStorage;
let untilClosed: MemoryStorage;
let store: SessionStore;

beforeEach(() => {
  lasting = new MemoryStorage();
  untilClosed = new MemoryStorage();
  store = browserStore(lasting, untilClosed);
});

const session = { email: 'ana@example.org', refreshToken: 'r1' };

describe('the session store', () => {
  it('is empty at first', () => {
    expect(store.read()).toBeNull();
  });

  it.each([
    ['lasts when it is to be remembered', true, 1, 0],
    ['ends with the tab when it is not', false, 0, 1],
  ])('%s', (_, remember, inLasting, inTab) => {
    store.write(session, remember);
    expect([lasting.length, untilClosed.length]).toEqual([inLasting, inTab]);
    store.write({ ...session, refreshToken: 'r2' });
    expect([lasting.length, untilClosed.length]).toEqual([inLasting, inTab]);
    expect(store.read()?.refreshToken).toBe('r2');
  });

  it('holds one session only', () => {
    store.write(session, true);
    store.write({ email: 'rui@example.org', refreshToken: 'r9' }, false);
    expect(store.read()?.email).toBe('rui@example.org');
    expect(lasting.length).toBe(0);
  });

  it('forgets', () => {
    store.write(session, true);
    store.clear();
    expect(store.read()).toBeNull();
  });

  it.each(['', 'nonsense', '{}', '{"email":"a"}', 'null'])('reads %j as nothing', (text) => {
    lasting.setItem('headwater.session', text);
    expect(store.read()).toBeNull();
  });
});

describe('the page after log-in', () => {
  it.each([
    ['/titles/7?q=a', '/titles/7?q=a'],
    ['/watch/7', '/watch/7'],
    ['/', '/titles'],
    ['//example.org/', '/titles'],
    ['/\\example.org/', '/titles'],
    ['https://example.org/', '/titles'],
    [undefined, '/titles'],
    [['/a', '/b'], '/titles'],
  ])('wanted %j is %j', (wanted, expected) => {
    expect(safeNext(wanted)).toBe(expected);
  });
});
