import { describe, expect, it } from 'vitest';
import { formatFor } from './format';

const en = formatFor('en');
const pt = formatFor('pt-BR');

/** Spaces that don't break read as plain ones here. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('sizes and rates', () => {
  it.each([
    [1, '1 byte', '1 byte'],
    [999, '999 bytes', '999 bytes'],
    [1_500, '1.5 kB', '1,5 kB'],
    [12_345_678, '12.3 MB', '12,3 MB'],
    [456_789_000, '457 MB', '457 MB'],
    [1_073_741_824, '1.1 GB', '1,1 GB'],
    [5e15, '5,000 TB', '5.000 TB'],
  ])('%i bytes', (count, english, portuguese) => {
    expect(plain(en.bytes(count))).toBe(english);
    expect(plain(pt.bytes(count))).toBe(portuguese);
  });

  it('are told per second', () => {
    expect(plain(en.bytesPerSecond(2_500_000))).toBe('2.5 MB/s');
    expect(plain(en.bitsPerSecond(698_000))).toBe('698 kb/s');
    expect(plain(pt.bitsPerSecond(2_599_205))).toBe('2,6 Mb/s');
  });
});

describe('a part of the whole', () => {
  it('is never rounded up to all of it', () => {
    expect(en.percent(0.999)).toBe('99%');
    expect(en.percent(1)).toBe('100%');
  });
});

describe('times', () => {
  it.each([
    [0, '0:00'],
    [7.4, '0:07'],
    [59.6, '1:00'],
    [754, '12:34'],
    [3_723, '1:02:03'],
    [-3, '0:00'],
  ])('%d seconds on the clock', (seconds, expected) => {
    expect(en.clock(seconds)).toBe(expected);
  });

  it.each([
    [0.2, '1 sec'],
    [42, '42 sec'],
    [200, '3 min'],
    [7_300, '2 hr'],
  ])('%d seconds to wait', (seconds, expected) => {
    expect(plain(en.wait(seconds))).toBe(expected);
  });

  it('are told to a tenth of a second', () => {
    expect(plain(en.seconds(1.62))).toBe('1.6 sec');
    expect(plain(en.seconds(2))).toBe('2.0 sec');
  });

  it("are dated in the reader's language", () => {
    expect(en.date('2026-03-05T12:00:00Z')).toBe('Mar 5, 2026');
    expect(pt.date('2026-03-05T12:00:00Z')).toBe('5 de mar. de 2026');
  });
});
