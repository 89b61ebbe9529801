// The tests that count for a shared cache: those of the suite's index. Surrogate-Control, which the
// suite adds outside of its index, and what only a browser can pass are left out.
import suites from 'http-cache-tests/tests/index.mjs'

export const counted = suites.map(suite => ({
  ...suite,
  tests: suite.tests.filter(test => test.browser_only !== true)
}))
