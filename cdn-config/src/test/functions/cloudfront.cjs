// Runs functions as CloudFront does, with the limits of its JavaScript runtime 2.0 as far as they are documented: only its globals and
// modules, no evaluation of text, no timers, no network, at most 10 KB. Reads cases from standard input, a JSON array of { source,
// event, now, store }; writes an array of { result } or { error }.

const vm = require('node:vm');
const crypto = require('node:crypto');

const MOST_BYTES = 10 * 1024;
const MOST_MILLISECONDS = 1000; // theirs are about one, of a machine that has nothing else to do
const ALGORITHMS = ['md5', 'sha1', 'sha256'];
const ENCODINGS = ['hex', 'base64', 'base64url', undefined];
const NOT_THERE = ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'FinalizationRegistry', 'WeakRef', 'Intl', 'escape', 'unescape'];

function digest(hash) {
  return {
    update(data) {
      hash.update(data);
      return this;
    },
    digest(encoding) {
      if (!ENCODINGS.includes(encoding)) {
        throw new TypeError('encoding: ' + encoding);
      }
      return hash.digest(encoding);
    }
  };
}

function known(algorithm) {
  if (!ALGORITHMS.includes(algorithm)) {
    throw new TypeError('algorithm: ' + algorithm);
  }
  return algorithm;
}

const MODULES = {
  crypto: {
    createHash: algorithm => digest(crypto.createHash(known(algorithm))),
    createHmac: (algorithm, key) => digest(crypto.createHmac(known(algorithm), key))
  },
  querystring: require('node:querystring')
};

function required(name) {
  if (!Object.hasOwn(MODULES, name)) {
    throw new Error('no module ' + name);
  }
  return MODULES[name];
}

function cloudfront(store) {
  return {
    kvs: () => ({
      get: async key => {
        if (!Object.hasOwn(store, key)) {
          throw new Error('KeyNotFound: ' + key);
        }
        return store[key];
      }
    })
  };
}

async function run({ source, event, now, store }) {
  if (Buffer.byteLength(source) > MOST_BYTES) {
    throw new Error('larger than ' + MOST_BYTES + ' bytes');
  }
  const globals = { require: required, Buffer, console: { log() {} }, cf: cloudfront(store ?? {}) };
  const context = vm.createContext(globals, { codeGeneration: { strings: false, wasm: false } });
  vm.runInContext(NOT_THERE.map(name => 'delete globalThis.' + name + ';').join(''), context);
  if (now) {
    vm.runInContext('Date.now = () => ' + now * 1000, context);
  }
  const text = '"use strict";' + source.replace(/^import cf from 'cloudfront';/, '');
  vm.runInContext(text, context, { timeout: MOST_MILLISECONDS });
  context.event = vm.runInContext('(' + JSON.stringify(event) + ')', context);
  return await vm.runInContext('handler(event)', context, { timeout: MOST_MILLISECONDS });
}

async function main() {
  let text = '';
  for await (const piece of process.stdin) {
    text += piece;
  }
  const answers = [];
  for (const one of JSON.parse(text)) {
    answers.push(await run(one).then(result => ({ result }), error => ({ error: String(error) })));
  }
  process.stdout.write(JSON.stringify(answers));
}

main();
