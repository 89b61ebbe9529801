const configuration = { origins: ['*'], maxAgeSeconds: 86400 };

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
    const others = headers.vary ? headers.vary.multiValue || [headers.vary] : [];
    headers.vary = { value: others.map(one => one.value).concat('Origin').join(',').split(/\s*,\s*/).join(', ') };
  }
  if (all || (asked && configuration.origins.indexOf(asked.value) >= 0)) {
    const allowed = { value: all ? '*' : asked.value };
    headers['access-control-allow-origin'] = allowed;
    headers['access-control-expose-headers'] = { value: EXPOSED };
    headers['timing-allow-origin'] = { value: allowed.value };
  }
}
