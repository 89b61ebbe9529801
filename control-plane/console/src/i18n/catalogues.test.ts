import { describe, expect, it } from 'vitest';
import { en } from './en';
import { ptBR } from './pt-BR';

/** Every text of a catalogue under its dotted name; functions are called with telling arguments. */
function texts(catalogue: object, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, entry] of Object.entries(catalogue) as [string, unknown][]) {
    const path = `${prefix}${name}`;
    if (typeof entry === 'string') found.set(path, entry);
    else if (typeof entry === 'function') found.set(path, String(entry('<first>', '<second>')));
    else for (const [below, text] of texts(entry as object, `${path}.`)) found.set(below, text);
  }
  return found;
}

const english = texts(en);
const portuguese = texts(ptBR);

/** Texts that are the same word in both languages. */
const SAME = new Set(['app.name', 'session.email', 'operation.cdns']);

describe('the catalogues', () => {
  it('hold the same names', () => {
    expect([...portuguese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it.each([...english.keys()])('%s says something in both languages', (name) => {
    const [first, second] = [english.get(name) ?? '', portuguese.get(name) ?? ''];
    expect(first.trim()).not.toBe('');
    expect(second.trim()).not.toBe('');
    if (!SAME.has(name)) expect(second).not.toBe(first);
  });

  it.each([...english.keys()])('%s mentions the same things in both languages', (name) => {
    const mentioned = (text = '') => (text.match(/<\w+>/g) ?? []).sort();
    expect(mentioned(portuguese.get(name))).toEqual(mentioned(english.get(name)));
  });

  it('count one apart from many', () => {
    expect([en.titles.shown(1), en.titles.shown(2)]).toEqual(['1 title shown', '2 titles shown']);
    expect([ptBR.upload.start(1), ptBR.upload.start(3)]).toEqual([
      'Enviar 1 vídeo',
      'Enviar 3 vídeos',
    ]);
  });
});
