// Leaves of the query what counts in the cache key, always in one order, each once: the first that comes. What counts depends on
// the kind of resource, and that on the path, of which nothing stays escaped without need. Header fields and cookies that count
// somewhere stay where they count, and have a value that does.
//
// configuration: { kinds: [{ match: a regular expression of paths, query: [names, in the order of the key],
//   headers: { NAME in lower case: [values] }, cookies: { NAME: [values] } }] }, of which the last two may be missing

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
  configuration.kinds.forEach(other => {
    leave(request.headers, other.headers || {}, kind && kind.headers || {});
    leave(request.cookies, other.cookies || {}, kind && kind.cookies || {});
  });
  return request;
}

// Of those that count for some kind, what counts for this one.
function leave(given, some, counted) {
  Object.keys(some).filter(name => given[name]).forEach(name => {
    const value = first(given[name]);
    const values = Object.keys(counted).indexOf(name) >= 0 ? counted[name] : [];
    if (values.indexOf(value) >= 0) {
      given[name] = { value: value };
    } else {
      delete given[name];
    }
  });
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
