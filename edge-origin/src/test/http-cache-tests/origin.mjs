// The suite's origin on a free port of the loopback interface. Prints its port, and ends with its
// standard input, so that it can't outlive the process that started it.
import http from 'node:http'
import handleConfig from 'http-cache-tests/server/handle-config.mjs'
import handleState from 'http-cache-tests/server/handle-state.mjs'
import handleTest from 'http-cache-tests/server/handle-test.mjs'

const handlers = { config: handleConfig, state: handleState, test: handleTest }

const server = http.createServer((request, response) => {
  const [, kind, ...rest] = new URL(request.url, 'http://origin/').pathname.split('/')
  if (Object.hasOwn(handlers, kind)) {
    handlers[kind](rest, request, response)
  } else {
    response.writeHead(404).end()
  }
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${server.address().port}\n`)
  console.log = console.error // what the handlers remark is no answer to the starter
})
process.stdin.on('end', () => process.exit()).resume()
