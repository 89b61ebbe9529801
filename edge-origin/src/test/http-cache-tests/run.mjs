// Runs the counted tests against the proxy at the given address, or only those with the given ids,
// and prints the suite's own results as JSON: for each id true, or the kind of failure and a message.
import fetch from 'node-fetch'
import { getResults, runTests } from 'http-cache-tests/client/runner.mjs'
import { counted } from './counted.mjs'

// Bounds one exchange: the longest of the suite takes the origin's 5 s of idle time.
const EXCHANGE_MILLIS = 15_000

const [address, ...ids] = process.argv.slice(2)
const chosen = counted.map(suite => ({
  ...suite,
  tests: suite.tests.filter(test => ids.length === 0 || ids.includes(test.id))
}))
const bounded = (url, init) => fetch(url, { ...init, timeout: EXCHANGE_MILLIS })

await runTests(chosen, bounded, false, address)
console.log(JSON.stringify(getResults()))
