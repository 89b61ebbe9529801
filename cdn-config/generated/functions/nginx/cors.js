const configuration = { origins: ['*'], maxAgeSeconds: 86400 };

const handler = (() => {

// Answers preflight requests (Fetch, section 3.2) and lets pages of these origins, or of any ("*"), read answers. For viewer-request
// and viewer-response alike. Origin belongs into no cache key: what is kept is the same for all, and the answer says who may read it.
//
// configuration: { origins: ["*"] or ["https://example.org"], maxAgeSeconds: for how long a browser may remember a preflight }

const EXPOSED = 'Age, Cache-Status, CMSD-Static, Content-Length, Content-Range, Date, ETag, Last-Modified';

function handler(event) {
  const request = event.request;
  const asked = request.headers.origin;
  if (event.context.eventType === 'viewer-response') {
    allow(event.response.headers, asked);
    return event.response;
  }
  if (request.method === 'OPTIONS' && asked && request.headers['access-control-request-method']) {
    return preflight(asked);
  }
  return request;
}

function preflight(asked) {
  const response = { statusCode: 204, statusDescription: 'No Content', headers: {} };
  allow(response.headers, asked);
  if (response.headers['access-control-allow-origin']) {
    response.headers['access-control-allow-methods'] = { value: 'GET, HEAD, OPTIONS' };
    response.headers['access-control-allow-headers'] = { value: '*, Range, If-None-Match, If-Modified-Since' };
    response.headers['access-control-max-age'] = { value: String(configuration.maxAgeSeconds) };
  }
  return response;
}

function allow(headers, asked) {
  const all = configuration.origins.indexOf('*') >= 0;
  Object.keys(headers)
    .filter(name => name.startsWith('access-control-') || name === 'timing-allow-origin')
    .forEach(name => { delete headers[name]; });
  if (!all) {
    headers.vary = { value: headers.vary ? headers.vary.value + ', Origin' : 'Origin' };
  }
  if (all || (asked && configuration.origins.indexOf(asked.value) >= 0)) {
    const allowed = { value: all ? '*' : asked.value };
    headers['access-control-allow-origin'] = allowed;
    headers['access-control-expose-headers'] = { value: EXPOSED };
    headers['timing-allow-origin'] = { value: allowed.value };
  }
}

return handler;
})();

// nginx's request as an event, once for each request: each has a virtual machine of its own.
let answer;

function answered(r, eventType, response) {
  if (answer === undefined || response) {
    const event = {
      version: '1.0',
      context: { distributionDomainName: '', distributionId: '', eventType: eventType, requestId: r.variables.request_id },
      viewer: { ip: r.remoteAddress },
      request: {
        method: r.method,
        uri: r.uri.split('/').map(encodeURIComponent).join('/'),
        querystring: parameters(r.variables.args),
        headers: fields(r.headersIn),
        cookies: cookies(r.headersIn.Cookie)
      },
      response: response
    };
    answer = handler(event);
  }
  return answer;
}

function parameters(query) {
  const all = {};
  (query || '').split('&').filter(pair => pair !== '').forEach(pair => {
    const name = pair.split('=')[0];
    const value = pair.substring(name.length + 1);
    if (Object.prototype.hasOwnProperty.call(all, name)) {
      all[name].multiValue = (all[name].multiValue || [{ value: all[name].value }]).concat([{ value: value }]);
    } else {
      all[name] = { value: value };
    }
  });
  return all;
}

function fields(headers) {
  const all = {};
  Object.keys(headers).filter(name => name.toLowerCase() !== 'cookie').forEach(name => {
    all[name.toLowerCase()] = { value: headers[name] };
  });
  return all;
}

function cookies(field) {
  const all = {};
  (field || '').split(/;\s*/).filter(pair => pair.indexOf('=') > 0).forEach(pair => {
    const name = pair.split('=')[0];
    all[name] = { value: pair.substring(name.length + 1) };
  });
  return all;
}

function query(querystring) {
  const pairs = [];
  Object.keys(querystring).forEach(name => {
    (querystring[name].multiValue || [querystring[name]]).forEach(one => pairs.push(name + '=' + one.value));
  });
  return pairs.join('&');
}

// js_set: the status where the function answers itself, else nothing.
function status(r) {
  return String(answered(r, 'viewer-request').statusCode || '');
}

// js_content: the function's answer.
function respond(r) {
  const response = answered(r, 'viewer-request');
  const headers = response.headers || {};
  Object.keys(headers).forEach(name => { r.headersOut[name] = headers[name].value; });
  r.return(response.statusCode, headers.location ? headers.location.value : response.body || '');
}

// js_set: the path and the query that the function leaves.
function uri(r) {
  return answered(r, 'viewer-request').uri || '';
}

function args(r) {
  return query(answered(r, 'viewer-request').querystring || {});
}

// js_set: all that the function leaves of the request, as JSON.
function request(r) {
  return JSON.stringify(answered(r, 'viewer-request'));
}

// js_header_filter: what the function makes of an answer's fields.
function response(r) {
  const before = fields(r.headersOut);
  const after = answered(r, 'viewer-response', { statusCode: r.status, headers: fields(r.headersOut), cookies: {} }).headers;
  Object.keys(before).filter(name => !after[name]).forEach(name => { delete r.headersOut[name]; });
  Object.keys(after).forEach(name => { r.headersOut[name] = after[name].value; });
}

export default { status, respond, uri, args, request, response };
