import { describe, expect, it } from 'vitest';
import { mayChange, mayOperate, mayPublish, personIn } from './person';

const token = (claims: unknown) => `e30.${base64url(JSON.stringify(claims))}.signature`;

function base64url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

describe('the person behind a token', () => {
  it('is read from its claims', () => {
    expect(personIn(token({ sub: 'añ~ÿ?>', role: 'publisher' }))).toEqual({
      id: 'añ~ÿ?>',
      role: 'publisher',
    });
  });

  it.each(['', 'opaque', 'a.b.c', token('text'), token({ role: 'king' })])(
    'is unknown for %j',
    (accessToken) => {
      expect(personIn(accessToken)).toEqual({ id: undefined, role: 'unknown' });
    },
  );

  it.each([
    ['viewer', false, false, false],
    ['publisher', true, true, false],
    ['operator', true, true, true],
    ['admin', true, true, true],
    ['unknown', true, true, true],
  ] as const)('as %s: publish %s, change own %s, change others %s', (role, publish, own, others) => {
    const person = { id: 'me', role };
    expect(mayPublish(person)).toBe(publish);
    expect(mayChange(person, 'me')).toBe(own);
    expect(mayChange(person, 'you')).toBe(others);
  });

  it.each([
    ['viewer', false],
    ['publisher', false],
    ['operator', true],
    ['admin', true],
    ['unknown', true],
  ] as const)('as %s is offered the data plane: %s', (role, offered) => {
    expect(mayOperate({ id: 'me', role })).toBe(offered);
  });

  it('is offered nothing before it is known', () => {
    expect(mayPublish(null)).toBe(false);
    expect(mayOperate(null)).toBe(false);
    expect(mayChange(null, 'me')).toBe(false);
  });
});
