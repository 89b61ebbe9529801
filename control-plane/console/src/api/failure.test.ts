import { describe, expect, it } from 'vitest';
import { en } from '../i18n/en';
import { ptBR } from '../i18n/pt-BR';
import { explain } from './explain';
import { ApiFailure, failureOf, unreachable } from './failure';

describe('a refusal', () => {
  it('keeps the title and detail of a problem', () => {
    const body = JSON.stringify({ type: 'about:blank', title: 'Conflict', detail: 'Not ready.' });
    expect(failureOf(409, 'application/problem+json; charset=utf-8', body)).toMatchObject({
      status: 409,
      message: 'Conflict',
      detail: 'Not ready.',
    });
  });

  it.each([
    ['another media type', 'text/html', '<h1>Bad gateway</h1>'],
    ['no media type', null, ''],
    ['broken JSON', 'application/problem+json', '{"title":'],
    ['JSON that is no object', 'application/json', '"no"'],
    ['fields of another kind', 'application/json', '{"title":7,"detail":null}'],
  ])('is known by its status alone with %s', (_, contentType, body) => {
    const failure = failureOf(502, contentType, body);
    expect(failure).toMatchObject({ status: 502, message: 'Status 502' });
    expect(failure.detail).toBeUndefined();
  });
});

describe('an explanation', () => {
  it.each([
    [0, en.failure.offline],
    [400, en.failure.invalid],
    [401, en.failure.unauthorized],
    [403, en.failure.forbidden],
    [404, en.failure.notFound],
    [409, en.failure.conflict],
    [410, en.failure.gone],
    [413, en.failure.tooLarge],
    [422, en.failure.invalid],
    [429, en.failure.tooMany],
    [500, en.failure.server],
    [503, en.failure.unavailable],
  ])('of status %i', (status, summary) => {
    expect(explain(new ApiFailure(status, 'Title'), en)).toEqual({ summary });
  });

  it("adds the server's own words", () => {
    expect(explain(new ApiFailure(422, 'Title', 'name: too long'), ptBR)).toEqual({
      summary: ptBR.failure.invalid,
      detail: 'name: too long',
    });
  });

  it('of no answer speaks of the connection', () => {
    expect(explain(unreachable(), en).summary).toBe(en.failure.offline);
  });
});
