import { describe, expect, it } from 'vitest';
import { addressOf } from './send';

describe('the address of a call', () => {
  it('lies below the API base', () => {
    expect(addressOf({ path: 'titles/42' })).toBe('/api/v1/titles/42');
  });

  it('leaves out parameters without a value and escapes the others', () => {
    const query = { q: 'a&b ç', status: '', cursor: undefined };
    expect(addressOf({ path: 'titles', query })).toBe('/api/v1/titles?q=a%26b+%C3%A7');
  });
});
