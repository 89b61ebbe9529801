import { describe, expect, it } from 'vitest';
import { isEmpty, itemsIn, readPurge } from './purge';

describe('what is to be purged', () => {
  it('is one item on each line, told apart by its form', () => {
    expect(
      itemsIn(' title-t1 \n/vod/t1/e1/index.m3u8\n\n/vod/t1/\n/vod/t2/*\nkind-media-segment'),
    ).toEqual({
      tags: ['title-t1', 'kind-media-segment'],
      paths: ['/vod/t1/e1/index.m3u8'],
      prefixes: ['/vod/t1/', '/vod/t2/'],
    });
  });

  it('may be nothing', () => {
    expect(isEmpty(itemsIn(' \n\n'))).toBe(true);
    expect(isEmpty(itemsIn('/'))).toBe(false);
  });
});

describe('a purge', () => {
  it('tells which nodes have applied it', () => {
    expect(
      readPurge({
        id: 'u1',
        state: 'partial',
        nodes: [{ node: 'a', appliedAt: '2026-03-05T12:00:00Z' }],
        unreachable: ['b'],
      }),
    ).toEqual({ id: 'u1', state: 'partial', applied: ['a'], unreachable: ['b'] });
  });

  it('that was just taken is pending', () => {
    expect(readPurge({ id: 'u1', sequence: 4 })).toEqual({
      id: 'u1',
      state: 'pending',
      applied: [],
      unreachable: [],
    });
  });
});
