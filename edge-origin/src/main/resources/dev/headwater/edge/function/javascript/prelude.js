// What a function finds besides the language, as CloudFront Functions have it: console, require('crypto'),
// require('querystring'), Buffer, atob and btoa. Bytes go to the host and back as strings of characters up to 255.
(function (load, print, digest, decode, encode) {
  'use strict';
  const parse = JSON.parse;
  const stringify = JSON.stringify;
  const ENCODINGS = ['utf8', 'utf-8', 'hex', 'base64', 'base64url', 'latin1', 'binary'];

  function known(encoding) {
    const name = encoding === undefined ? 'utf8' : String(encoding).toLowerCase();
    if (!ENCODINGS.includes(name)) {
      throw new TypeError('Unknown encoding: ' + name);
    }
    return name;
  }

  class Buffer extends Uint8Array {
    static from(value, encoding) {
      if (typeof value !== 'string') {
        return super.from(value);
      }
      const bytes = decode(value, known(encoding));
      const buffer = new Buffer(bytes.length);
      for (let i = 0; i < bytes.length; i++) {
        buffer[i] = bytes.charCodeAt(i);
      }
      return buffer;
    }

    static isBuffer(value) {
      return value instanceof Buffer;
    }

    toString(encoding) {
      return encode(binary(this), known(encoding));
    }
  }

  function binary(value) {
    if (typeof value === 'string') {
      return decode(value, 'utf8');
    }
    if (!(value instanceof Uint8Array)) {
      throw new TypeError('expected a string or a Buffer');
    }
    let text = '';
    for (let i = 0; i < value.length; i++) {
      text += String.fromCharCode(value[i]);
    }
    return text;
  }

  class Digest {
    #algorithm;
    #key;
    #data = '';

    constructor(algorithm, key) {
      this.#algorithm = String(algorithm);
      this.#key = key === undefined ? null : binary(key);
      if (digest(this.#algorithm, null, '') === '') {
        throw new TypeError('Unknown algorithm: ' + this.#algorithm);
      }
    }

    update(data) {
      this.#data += binary(data);
      return this;
    }

    digest(encoding) {
      const bytes = digest(this.#algorithm, this.#key, this.#data);
      return encoding === undefined ? Buffer.from(bytes, 'latin1') : encode(bytes, known(encoding));
    }
  }

  const querystring = {
    escape: encodeURIComponent,
    unescape: decodeURIComponent,
    parse: function (text) {
      const values = {};
      for (const part of String(text).split('&')) {
        if (part !== '') {
          const at = part.indexOf('=');
          const name = decodeURIComponent(at < 0 ? part : part.slice(0, at));
          const value = at < 0 ? '' : decodeURIComponent(part.slice(at + 1));
          values[name] = name in values ? [].concat(values[name], value) : value;
        }
      }
      return values;
    },
    stringify: function (values) {
      return Object.keys(values)
        .flatMap((name) => [].concat(values[name]).map((value) => encodeURIComponent(name) + '=' + encodeURIComponent(value)))
        .join('&');
    },
  };

  const modules = {
    buffer: { Buffer },
    crypto: {
      createHash: (algorithm) => new Digest(algorithm),
      createHmac: (algorithm, key) => new Digest(algorithm, key === undefined ? '' : key),
    },
    querystring,
  };

  function show(value) {
    return typeof value === 'object' ? stringify(value) : String(value);
  }

  const log = (...values) => print(values.map(show).join(' '));

  Object.assign(globalThis, {
    Buffer,
    atob: (text) => encode(decode(String(text), 'base64'), 'latin1'),
    btoa: (text) => encode(decode(String(text), 'latin1'), 'base64'),
    console: { log, info: log, warn: log, error: log },
    require: function (name) {
      if (!Object.hasOwn(modules, name)) {
        throw new Error("Cannot find module '" + name + "'");
      }
      return modules[name];
    },
  });

  // All that can be reached from here: what a call leaves in it, the next one would see.
  const frozen = new Set();
  function freeze(value) {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || frozen.has(value)) {
      return;
    }
    frozen.add(value);
    Object.freeze(value);
    freeze(Object.getPrototypeOf(value));
    for (const name of Reflect.ownKeys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, name);
      freeze(property.value);
      freeze(property.get);
      freeze(property.set);
    }
  }
  freeze(modules);
  freeze(globalThis);
  [
    function* () {},
    async function () {},
    async function* () {},
    [][Symbol.iterator](),
    ''[Symbol.iterator](),
    ''.matchAll(/(?:)/g),
    new Map().entries(),
    new Set().entries(),
    [].values().map(String),
    Iterator.from({ next: String }),
  ].forEach(freeze);

  return {
    isLoaded: () => load() !== undefined,
    call: (event) => stringify(load()(parse(event))),
  };
});
