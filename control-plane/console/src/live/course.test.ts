import { expect, it } from 'vitest';
import { courseOf } from './course';

it.each([
  ['low', null, 0, 'unknown'],
  ['low', 1.6, 0, 'good'],
  ['low', 1.6, 3, 'interrupted'],
  ['low', 7, 0, 'late'],
  ['standard', 18, 0, 'good'],
  ['standard', 41, 5, 'late'],
] as const)('%s latency, %s s behind, %i breaks: %s', (latency, behind, breaks, course) => {
  expect(courseOf(latency, behind, breaks)).toBe(course);
});
