const configuration = {
  redirects: [] // { from: '/vod/t1/e1/', to: '/vod/t1/e2/', status: 308 }
};

// Sends viewers elsewhere: from a path, or from all that lies below one. A token in the path stays in it.
//
// configuration: { redirects: [{ from: a path, or a prefix that ends with "/", to: what is in its place, which then ends with "/" too,
// status: 301, 302, 307 or 308 }] }

function handler(event) {
  const request = event.request;
  const shown = request.uri.match(/^(\/t\/[^\/]+)?(\/.*)$/);
  const rule = shown ? configuration.redirects.find(one => covers(one.from, shown[2])) : undefined;
  if (!rule) {
    return request;
  }
  const isHere = rule.to.charAt(0) === '/';
  return {
    statusCode: rule.status,
    statusDescription: 'Redirect',
    headers: {
      location: { value: (isHere ? shown[1] || '' : '') + target(rule, shown[2]) + query(request.querystring) },
      'cache-control': { value: shown[1] ? 'private, no-store' : 'max-age=60' }
    }
  };
}

function covers(from, path) {
  return from.endsWith('/') ? path.startsWith(from) : path === from;
}

// What a viewer writes behind a prefix is never read as a host: "//example.org", or a longer name.
function target(rule, path) {
  if (!rule.from.endsWith('/')) {
    return rule.to;
  }
  return rule.to.replace(/\/?$/, '/') + path.substring(rule.from.length).replace(/^[\/\\]+/, '');
}

function query(parameters) {
  const pairs = [];
  Object.keys(parameters).forEach(name => {
    (parameters[name].multiValue || [parameters[name]]).forEach(one => pairs.push(name + '=' + one.value));
  });
  return pairs.length > 0 ? '?' + pairs.join('&') : '';
}
