// Shows the OpenAPI document that the server is made from. Text goes in as text, never as markup.

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** An element with properties and children; children that are null are left out. */
function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.flat().filter((child) => child != null));
  return element;
}

/** Text in which `code` is marked as in Markdown. */
function prose(text = '') {
  return text.split(/`([^`]+)`/).map((part, i) => (i % 2 ? make('code', {}, part) : part));
}

function resolve(api, node) {
  return node?.$ref ? node.$ref.slice(2).split('/').reduce((at, key) => at[key], api) : node;
}

function calls(api) {
  return Object.entries(api.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({
      ...item[method],
      path,
      method,
      parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map((p) => resolve(api, p)),
    })),
  );
}

function typeOf(schema = {}) {
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop();
    return make('a', { href: `#schema-${name}` }, name);
  }
  if (schema.const !== undefined) return make('code', {}, JSON.stringify(schema.const));
  if (schema.enum) return make('span', {}, schema.enum.flatMap((v, i) => [i ? ' | ' : '', make('code', {}, String(v))]));
  if (schema.type === 'array') return make('span', {}, 'list of ', typeOf(schema.items));
  return make('span', {}, [].concat(schema.type ?? 'any').join(' or '));
}

function limits(schema = {}) {
  const { minimum, maximum, minLength, maxLength, maxItems } = schema;
  const texts = [
    minimum !== undefined || maximum !== undefined ? `${minimum ?? ''} to ${maximum ?? ''}` : null,
    maxLength !== undefined ? `${minLength ?? 0} to ${maxLength} characters` : null,
    maxItems !== undefined ? `at most ${maxItems}` : null,
    schema.default !== undefined ? `default ${schema.default}` : null,
  ].filter(Boolean);
  return texts.length ? make('span', { className: 'note' }, ` (${texts.join('; ')})`) : null;
}

function row(name, required, schema, description) {
  return make(
    'tr',
    {},
    make('td', {}, make('code', {}, name), required ? make('span', { className: 'required' }, ' required') : null),
    make('td', {}, typeOf(schema), limits(schema), make('div', { className: 'note' }, prose(description ?? schema?.description))),
  );
}

function members(schema) {
  return make(
    'table',
    {},
    Object.entries(schema.properties ?? {}).map(([name, member]) => row(name, schema.required?.includes(name), member)),
  );
}

function body(api, call) {
  const content = call.requestBody?.content;
  if (!content) return null;
  const [mediaType, { schema, example }] = Object.entries(content)[0];
  const known = resolve(api, schema);
  return make(
    'div',
    {},
    make('h4', {}, `Body: ${mediaType}`),
    known?.properties ? members(known) : null,
    example && Object.keys(example).length ? make('pre', {}, JSON.stringify(example, null, 2)) : null,
  );
}

function answers(api, call) {
  const rows = Object.entries(call.responses).map(([status, answer]) => {
    const known = resolve(api, answer);
    const schema = Object.values(known.content ?? {})[0]?.schema;
    return make('tr', {}, make('td', {}, make('code', {}, status)),
      make('td', {}, ...prose(known.description), schema?.$ref ? [' ', typeOf(schema)] : null));
  });
  return make('div', {}, make('h4', {}, 'Answers'), make('table', {}, rows));
}

function access(call) {
  const needed = call.security;
  if (needed?.length === 0) return 'Open to everybody.';
  if (needed?.some((requirement) => Object.keys(requirement).length === 0)) return 'Open to everybody; an access token opens more.';
  return 'Needs an access token.';
}

function article(api, call) {
  return make(
    'article',
    { className: 'call', id: call.operationId },
    make('h3', {}, call.summary),
    make('div', { className: 'address' },
      make('span', { className: `method ${call.method}` }, call.method.toUpperCase()), make('code', {}, call.path)),
    make('p', {}, prose(call.description)),
    make('p', { className: 'note' }, access(call)),
    call.parameters.length
      ? make('div', {}, make('h4', {}, 'Parameters'),
          make('table', {}, call.parameters.map((p) => row(p.name, p.required, p.schema, p.description))))
      : null,
    body(api, call),
    answers(api, call),
  );
}

function show(api) {
  document.title = api.info.title;
  document.getElementById('about').append(
    make('h1', {}, api.info.title),
    make('p', {}, prose(api.info.description)),
    make('p', {}, make('a', { href: '/api/openapi.yaml' }, 'openapi.yaml'), ' · ', make('a', { href: '/api/openapi.json' }, 'openapi.json')),
  );
  const all = calls(api);
  for (const tag of api.tags) {
    const tagged = all.filter((call) => call.tags.includes(tag.name));
    document.getElementById('contents').append(
      make('h2', {}, tag.name),
      ...tagged.map((call) => make('a', { href: `#${call.operationId}` }, call.summary)),
    );
    document.getElementById('calls').append(
      make('h2', {}, tag.name),
      make('p', { className: 'note' }, prose(tag.description)),
      ...tagged.map((call) => article(api, call)),
    );
  }
  const objects = Object.entries(api.components.schemas);
  document.getElementById('schemas').append(
    make('h2', {}, 'schemas'),
    ...objects.map(([name, schema]) =>
      make('article', { className: 'call', id: `schema-${name}` }, make('h3', {}, name),
        make('p', {}, prose(schema.description)), schema.properties ? members(schema) : make('p', {}, typeOf(schema)))),
  );
}

const response = await fetch('/api/openapi.json');
if (response.ok) {
  show(await response.json());
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
} else {
  document.getElementById('about').append(make('p', {}, `The document can't be read: ${response.status}.`));
}
