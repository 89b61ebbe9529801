import { expect, it } from 'vitest';
import { MemoryStorage } from '../browser/memoryStorage';
import { BegunUploads } from './begun';

const mark = (name: string) => ({ name, size: 7, lastModified: 9 });

it('knows a file again, for as long as its upload is not over', () => {
  const storage = new MemoryStorage();
  new BegunUploads(storage, () => 1).note(mark('a.mp4'), 't1');
  const later = new BegunUploads(storage, () => 2);
  expect(later.titleOf(mark('a.mp4'))).toBe('t1');
  expect(later.titleOf({ ...mark('a.mp4'), size: 8 })).toBeNull();
  expect(later.titleOf({ ...mark('a.mp4'), lastModified: 8 })).toBeNull();
  later.forget('t1');
  expect(later.titleOf(mark('a.mp4'))).toBeNull();
});

it('forgets the oldest of too many', () => {
  let now = 0;
  const begun = new BegunUploads(new MemoryStorage(), () => ++now);
  for (let i = 0; i < 51; i += 1) begun.note(mark(`${i}.mp4`), `t${i}`);
  expect(begun.titleOf(mark('0.mp4'))).toBeNull();
  expect(begun.titleOf(mark('50.mp4'))).toBe('t50');
});

it.each(['{', 'null', '[1]', '{"7-9-a.mp4":{"titleId":1}}'])('takes %s for nothing', (kept) => {
  const storage = new MemoryStorage();
  storage.setItem('headwater.uploads', kept);
  expect(new BegunUploads(storage, () => 1).titleOf(mark('a.mp4'))).toBeNull();
});
