const configuration = {
  kinds: [
    { match: '^/live/[\\w.~-]+/index\\.m3u8$', query: ['from', 'to'] },
    { match: '^/live/[\\w.~-]+/[\\w.~-]+/index\\.m3u8$', query: ['from', 'to', '_HLS_msn', '_HLS_part', '_HLS_skip'] },
    { match: '^/live/[\\w.~-]+/manifest\\.mpd$', query: ['from', 'to'] }
  ]
};

// Leaves of the query what counts in the cache key, always in one order, each once: the first that comes. What counts depends on
// the kind of resource, and that on the path, of which nothing stays escaped without need.
//
// configuration: { kinds: [{ match: a regular expression of paths, query: [names, in the order of the key] }] }

function handler(event) {
  const request = event.request;
  const given = request.querystring;
  const shown = plain(request.uri).match(/^(\/t\/[^\/]+)?(\/.*)$/);
  const path = shown ? shown[2] : request.uri;
  const kind = configuration.kinds.find(one => new RegExp(one.match).test(path));
  request.uri = (shown && shown[1] ? shown[1] : '') + path;
  request.querystring = {};
  (kind ? kind.query : []).forEach(name => {
    if (Object.prototype.hasOwnProperty.call(given, name)) {
      request.querystring[name] = { value: first(given[name]) };
    }
  });
  return request;
}

function first(parameter) {
  return parameter.multiValue ? parameter.multiValue[0].value : parameter.value;
}

// What is escaped without need is one path with what isn't (RFC 3986, section 2.3).
function plain(path) {
  return path.replace(/%[2-7][0-9a-f]/gi, escape => {
    const character = decodeURIComponent(escape);
    return /[\w.~-]/.test(character) ? character : escape;
  });
}
