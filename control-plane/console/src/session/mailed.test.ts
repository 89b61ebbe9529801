import { describe, expect, it } from 'vitest';
import { tokenIn } from './mailed';

describe('the token of a mailed link', () => {
  it('follows the sign that browsers keep to themselves', () => {
    expect(tokenIn('#token=m3pLhX-c_F')).toBe('m3pLhX-c_F');
  });

  it.each(['', '#', '#token=', '#other=1'])('is missing in "%s"', (hash) => {
    expect(tokenIn(hash)).toBeNull();
  });
});
