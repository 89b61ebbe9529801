import { expect, it } from 'vitest';
import { ffmpegCommand, obsServer } from './encoder';

const ingest = {
  streamKey: 'KEY',
  rtmp: 'rtmp://host/live/KEY',
  srt: undefined,
  cmaf: undefined,
  backup: { rtmp: undefined, srt: undefined, cmaf: undefined },
};

it('OBS is told server and key apart', () => {
  expect(obsServer(ingest)).toBe('rtmp://host/live');
  expect(obsServer({ ...ingest, rtmp: undefined })).toBe('');
});

it('ffmpeg is told to begin a segment every two seconds', () => {
  expect(ffmpegCommand('rtmp://host/live/KEY')).toMatch(/-r 30 -g 60 .*-f flv 'rtmp:.*KEY'$/);
});
