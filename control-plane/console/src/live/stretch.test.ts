import { describe, expect, it } from 'vitest';
import { localTime, momentsOf } from './stretch';

const NOW = new Date('2026-03-01T12:00:00Z');

describe('momentsOf', () => {
  it('counts minutes back from now', () => {
    expect(momentsOf({ minutes: 15 }, NOW)).toEqual({
      from: '2026-03-01T11:45:00.000Z',
      to: '2026-03-01T12:00:00.000Z',
    });
  });

  it('reads local times', () => {
    const from = localTime(new Date('2026-03-01T10:00:00Z'));
    const to = localTime(new Date('2026-03-01T10:00:30Z'));
    expect(momentsOf({ from, to }, NOW)).toEqual({
      from: '2026-03-01T10:00:00.000Z',
      to: '2026-03-01T10:00:30.000Z',
    });
  });

  it.each([
    ['', '2026-03-01T12:00'],
    ['2026-03-01T12:00', ''],
    ['2026-03-01T12:00', '2026-03-01T12:00'],
    ['2026-03-01T13:00', '2026-03-01T12:00'],
  ])('takes nothing from %s to %s', (from, to) => {
    expect(momentsOf({ from, to }, NOW)).toBeUndefined();
  });
});
