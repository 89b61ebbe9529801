import { describe, expect, it } from 'vitest';

/** The folders, each allowed to import those before it: arrows never run back. */
const FOLDERS = [
  'browser',
  'i18n',
  'api',
  'ui',
  'session',
  'catalog',
  'upload',
  'watch',
  'titles',
  'live',
  'jobs',
  'operation',
  'app',
] as const;

const MOST_LINES = 300;

const sources = import.meta.glob<string>(['./*/**/*.ts', './*/**/*.vue'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** `./upload/queue.ts` is in `upload`. */
const folderOf = (path: string) => path.split('/')[1] ?? '';

describe.each(Object.entries(sources))('%s', (path, source) => {
  it('imports no folder that stands above its own', () => {
    const own = FOLDERS.findIndex((folder) => folder === folderOf(path));
    const imported = [...source.matchAll(/(?:from|import\()\s*'\.\.\/([\w-]+)/g)].map(
      ([, folder]) => FOLDERS.findIndex((each) => each === folder),
    );
    expect(own).toBeGreaterThanOrEqual(0);
    expect(imported.filter((folder) => folder < 0 || folder > own)).toEqual([]);
  });

  it('is small', () => {
    expect(source.split('\n').length).toBeLessThanOrEqual(MOST_LINES);
  });

  it('holds no inline style or script, which the Content-Security-Policy forbids', () => {
    expect(source).not.toMatch(/\s(style|on[a-z]+)="[^"{]|v-html|innerHTML/);
  });
});
