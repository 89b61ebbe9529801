import type { Format } from '../i18n';
import type { Quality } from './engine';

/** Best first; of several variants that read the same to a viewer, only the best. */
export function offered(qualities: readonly Quality[]): readonly Quality[] {
  const best = new Map<string, Quality>();
  for (const quality of [...qualities].sort((a, b) => b.bitsPerSecond - a.bitsPerSecond)) {
    const name = nameOf(quality);
    if (!best.has(name)) best.set(name, quality);
  }
  return [...best.values()].sort(
    (a, b) => b.lines - a.lines || b.bitsPerSecond - a.bitsPerSecond,
  );
}

/** The usual short name, `720p` or `720p60`; empty for sound alone. */
export function nameOf(quality: Quality): string {
  if (quality.lines === 0) return '';
  const rate = Math.round(quality.framesPerSecond ?? 0);
  return `${quality.lines}p${rate > 30 ? rate : ''}`;
}

/** The name and the rate: `720p, 2.8 Mb/s`. */
export function labelOf(quality: Quality, soundAlone: string, format: Format): string {
  return `${nameOf(quality) || soundAlone}, ${format.bitsPerSecond(quality.bitsPerSecond)}`;
}
