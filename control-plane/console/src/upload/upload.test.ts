import { describe, expect, it } from 'vitest';
import { Speedometer } from './speed';
import { nameFor, secondsLeft, sentFraction, type Upload, type UploadState } from './upload';

describe('the speed', () => {
  it('is unknown at first', () => {
    expect(new Speedometer().note(0, 1_000)).toBe(0);
  });

  it('is that of the last seconds, not of all time', () => {
    const speedometer = new Speedometer();
    for (let second = 0; second <= 10; second += 1) speedometer.note(second * 100, second * 1_000);
    let speed = 0;
    for (let second = 11; second <= 20; second += 1) {
      speed = speedometer.note(1_000 + (second - 10) * 900, second * 1_000);
    }
    expect(speed).toBe(900);
  });

  it('falls to nothing when nothing moves', () => {
    const speedometer = new Speedometer();
    speedometer.note(0, 0);
    speedometer.note(5_000, 1_000);
    expect(speedometer.note(5_000, 60_000)).toBeLessThan(100);
  });
});

describe('an upload', () => {
  const inState = (state: UploadState): Upload => ({
    id: 1,
    file: new File(['x'.repeat(200)], 'a.mp4'),
    name: 'a',
    visibility: 'public',
    titleId: 't1',
    intoExisting: false,
    state,
  });

  it('knows its part and the time that is left', () => {
    const upload = inState({ kind: 'sending', sentBytes: 50, bytesPerSecond: 10 });
    expect(sentFraction(upload)).toBe(0.25);
    expect(secondsLeft(upload)).toBe(15);
  });

  it('does not guess the time without a speed', () => {
    expect(secondsLeft(inState({ kind: 'sending', sentBytes: 0, bytesPerSecond: 0 }))).toBe(
      undefined,
    );
  });

  it('is whole when it was sent', () => {
    expect(sentFraction(inState({ kind: 'sent' }))).toBe(1);
  });
});

describe('the first name of a title', () => {
  it.each([
    ['Holiday_2026 final.mp4', 'Holiday 2026 final'],
    ['archive.tar.gz', 'archive.tar'],
    ['noextension', 'noextension'],
    ['.mp4', '.mp4'],
    ['a.b c. long sentence', 'a.b c. long sentence'],
    ['Ação__já.webm', 'Ação já'],
  ])('of %j is %j', (file, name) => {
    expect(nameFor(file)).toBe(name);
  });
});
