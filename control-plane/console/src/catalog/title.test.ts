import { describe, expect, it } from 'vitest';
import { ApiFailure } from '../api/failure';
import { isMoving, readTitle, STATUSES } from './title';

describe('a title', () => {
  it('is read whole', () => {
    expect(
      readTitle({
        id: 't1',
        ownerId: 'p1',
        name: 'Spring',
        description: 'Wet.',
        visibility: 'public',
        status: 'ready',
        progress: 1,
        renditions: [{ name: '720p', width: 1280, height: 720, bandwidth: 2_500_000 }, 'audio'],
        durationSeconds: 12.5,
        posterUrl: 'http://localhost:8081/vod/t1/e/poster.jpg',
        createdAt: '2026-03-05T12:00:00Z',
      }),
    ).toEqual({
      id: 't1',
      ownerId: 'p1',
      name: 'Spring',
      description: 'Wet.',
      visibility: 'public',
      status: 'ready',
      progress: 1,
      renditions: [
        { name: '720p', width: 1280, height: 720, bitsPerSecond: 2_500_000 },
        { name: 'audio', width: undefined, height: undefined, bitsPerSecond: undefined },
      ],
      durationSeconds: 12.5,
      posterUrl: 'http://localhost:8081/vod/t1/e/poster.jpg',
      error: undefined,
      createdAt: '2026-03-05T12:00:00Z',
    });
  });

  it('that is new has little', () => {
    expect(readTitle({ id: 't1', name: 'Spring', durationSeconds: null })).toMatchObject({
      status: 'draft',
      progress: 0,
      renditions: [],
      durationSeconds: undefined,
    });
  });

  it('of unknown visibility counts as private', () => {
    expect(readTitle({ id: 't1', visibility: 'friends' }).visibility).toBe('private');
  });

  it.each([null, undefined, 'title', {}, { id: 7 }])('is not read from %j', (json) => {
    expect(() => readTitle(json)).toThrow(ApiFailure);
  });

  it('moves while the server works on it', () => {
    const moving = STATUSES.filter((status) => isMoving(readTitle({ id: 't1', status })));
    expect(moving).toEqual(['uploaded', 'processing']);
  });
});
