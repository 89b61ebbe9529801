import { expect, it } from 'vitest';
import { pauseMillis } from './useFollowing';

it('asks again after two seconds, and ever more rarely while that fails', () => {
  expect([0, 1, 2, 3, 4, 50].map(pauseMillis)).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});
