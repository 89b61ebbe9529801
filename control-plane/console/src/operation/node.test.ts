import { describe, expect, it } from 'vitest';
import { ApiFailure } from '../api/failure';
import { newest, readNode } from './node';

describe('a node', () => {
  it('is read whole', () => {
    expect(
      readNode({
        node: 'paris-1',
        role: 'origin',
        region: 'eu',
        version: '0.1.0',
        health: 'serving',
        sequence: 42,
        startedAt: '2026-03-05T12:00:00Z',
        lastSeenAt: '2026-03-05T12:00:02Z',
      }),
    ).toEqual({
      name: 'paris-1',
      role: 'origin',
      region: 'eu',
      version: '0.1.0',
      health: 'serving',
      sequence: 42,
      lastSeenAt: '2026-03-05T12:00:02Z',
    });
  });

  it('of a health that is not known here is shown all the same', () => {
    expect(readNode({ node: 'n', health: 'dreaming' }).health).toBe('unknown');
  });

  it.each([null, 'node', {}])('is not read from %j', (json) => {
    expect(() => readNode(json)).toThrow(ApiFailure);
  });

  it('is behind where another one has applied more', () => {
    const nodes = [3, 7, 5].map((sequence) => readNode({ node: `n${sequence}`, sequence }));
    expect(newest(nodes)).toBe(7);
    expect(newest([])).toBe(0);
  });
});
