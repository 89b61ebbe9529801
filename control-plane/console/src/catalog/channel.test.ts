import { describe, expect, it } from 'vitest';
import { ApiFailure } from '../api/failure';
import { encryptionsFor, readChannel } from './channel';

describe('a channel', () => {
  it('is read whole', () => {
    expect(
      readChannel({
        id: 'c1',
        ownerId: 'p1',
        name: 'Rain',
        visibility: 'public',
        latency: 'low',
        dvrSeconds: 7200,
        onStale: 'slate',
        encryption: 'none',
        state: 'live',
        stateSince: '2026-03-05T12:00:00Z',
        bitsPerSecond: 4_000_000,
        node: 'edge-1',
        streamKey: 'KEY',
        encoders: { active: 'backup', standby: true, failovers: 1 },
        ingest: {
          rtmp: 'rtmp://host/live/KEY',
          cmaf: 'http://media/ingest/c1/',
          backup: {
            rtmp: 'rtmp://host/live/KEY?backup=1',
            cmaf: 'http://media/ingest/c1/backup/',
          },
        },
      }),
    ).toEqual({
      id: 'c1',
      ownerId: 'p1',
      name: 'Rain',
      visibility: 'public',
      latency: 'low',
      dvrSeconds: 7200,
      onStale: 'slate',
      encryption: 'none',
      state: 'live',
      stateSince: '2026-03-05T12:00:00Z',
      bitsPerSecond: 4_000_000,
      node: 'edge-1',
      encoders: { active: 'backup', standby: true },
      ingest: {
        streamKey: 'KEY',
        rtmp: 'rtmp://host/live/KEY',
        srt: undefined,
        cmaf: 'http://media/ingest/c1/',
        backup: {
          rtmp: 'rtmp://host/live/KEY?backup=1',
          srt: undefined,
          cmaf: 'http://media/ingest/c1/backup/',
        },
      },
    });
  });

  it('of low latency has no segments to encrypt whole', () => {
    expect(encryptionsFor('low')).toEqual(['none', 'cbcs']);
    expect(encryptionsFor('standard')).toEqual(['none', 'aes-128', 'cbcs']);
  });

  it('of somebody else tells no way to send to it', () => {
    expect(readChannel({ id: 'c1', name: 'Rain' })).toMatchObject({
      state: 'idle',
      visibility: 'private',
      ingest: undefined,
    });
  });

  it.each([null, undefined, 'channel', {}, { id: 7 }])('is not read from %j', (json) => {
    expect(() => readChannel(json)).toThrow(ApiFailure);
  });
});
