import { describe, expect, it } from 'vitest';
import { formatFor } from '../i18n/format';
import { chooseWay } from './choice';
import { reasonOf } from './engine';
import { labelOf, nameOf, offered } from './quality';

describe('the way to play', () => {
  const modern = { mediaSource: true, nativeHls: false };
  const everything = { mediaSource: true, nativeHls: true };
  const oldPhone = { mediaSource: false, nativeHls: true };
  const nothing = { mediaSource: false, nativeHls: false };

  it.each([
    ['hls', true, modern, 'hls.js'],
    ['hls', true, everything, 'hls.js'],
    ['dash', true, modern, 'shaka'],
    ['dash', false, modern, 'hls.js'],
    ['hls', true, oldPhone, 'native'],
    ['dash', true, oldPhone, 'native'],
    ['hls', true, nothing, null],
    ['dash', true, nothing, null],
  ] as const)('%s wanted, DASH offered %s, %j: %s', (wanted, dashOffered, abilities, way) => {
    expect(chooseWay(wanted, dashOffered, abilities)).toBe(way);
  });
});

describe('a refused media request', () => {
  it.each([
    [401, 'refused'],
    [403, 'refused'],
    [404, 'lost'],
    [410, 'lost'],
    [503, 'network'],
    [undefined, 'network'],
  ])('with status %s means %s', (status, reason) => {
    expect(reasonOf(status)).toBe(reason);
  });
});

describe('the qualities', () => {
  const quality = (id: number, lines: number, bitsPerSecond: number, framesPerSecond?: number) => ({
    id,
    lines,
    bitsPerSecond,
    framesPerSecond,
  });

  it('are offered best first, one of each name', () => {
    const all = [
      quality(0, 360, 600_000, 30),
      quality(1, 720, 2_500_000, 30),
      quality(2, 720, 3_500_000, 59.94),
      quality(3, 720, 2_800_000, 29.97),
    ];
    expect(offered(all).map(({ id }) => id)).toEqual([2, 3, 0]);
  });

  it('have the names that people know', () => {
    expect(nameOf(quality(0, 720, 1, 59.94))).toBe('720p60');
    expect(nameOf(quality(0, 1080, 1, 23.976))).toBe('1080p');
    expect(nameOf(quality(0, 480, 1))).toBe('480p');
  });

  it('are told with their rate, and sound alone in words', () => {
    const format = formatFor('pt-BR');
    const plain = (text: string) => text.replace(/\u00a0/g, ' ');
    expect(plain(labelOf(quality(0, 720, 2_500_000), 'Somente áudio', format))).toBe(
      '720p, 2,5 Mb/s',
    );
    expect(plain(labelOf(quality(0, 0, 96_000), 'Somente áudio', format))).toBe(
      'Somente áudio, 96 kb/s',
    );
  });
});
