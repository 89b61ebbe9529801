import { describe, expect, it } from 'vitest';
import { chooseLocale } from './locale';

describe('the language', () => {
  it.each([
    [null, ['pt-BR'], 'pt-BR'],
    [null, ['pt-PT', 'en'], 'pt-BR'],
    [null, ['de-DE', 'en-GB', 'pt-BR'], 'en'],
    [null, ['ja', 'zh'], 'en'],
    [null, [], 'en'],
    ['pt-BR', ['en-US'], 'pt-BR'],
    ['en', ['pt-BR'], 'en'],
    ['klingon', ['pt-BR'], 'pt-BR'],
  ])('remembered %s, preferred %j: %s', (remembered, preferred, expected) => {
    expect(chooseLocale(remembered, preferred)).toBe(expected);
  });
});
