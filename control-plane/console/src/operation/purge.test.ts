import { describe, expect, it } from 'vitest';
import { hasFailed, isEmpty, isOver, itemsIn, readPurge } from './purge';

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
    ).toEqual({ id: 'u1', state: 'partial', applied: ['a'], unreachable: ['b'], cdns: [] });
  });

  it('that was just taken is pending', () => {
    expect(readPurge({ id: 'u1', sequence: 4 })).toEqual({
      id: 'u1',
      state: 'pending',
      applied: [],
      unreachable: [],
      cdns: [],
    });
  });

  it('is over once no CDN is to be told of it any more', () => {
    const cdns = [
      { name: 'shield', state: 'applied', appliedAt: '2026-03-05T12:00:00Z' },
      { name: 'front', state: 'pending', error: 'status 503' },
    ];
    const pending = readPurge({ id: 'u1', state: 'applied', cdns });
    expect(pending.cdns).toEqual([
      { name: 'shield', state: 'applied' },
      { name: 'front', state: 'pending', error: 'status 503' },
    ]);
    expect(isOver(pending)).toBe(false);
    expect(hasFailed(pending)).toBe(false);
    const failed = readPurge({ id: 'u1', state: 'applied', cdns: [{ name: 'a', state: 'failed' }] });
    expect(isOver(failed)).toBe(true);
    expect(hasFailed(failed)).toBe(true);
  });
});
