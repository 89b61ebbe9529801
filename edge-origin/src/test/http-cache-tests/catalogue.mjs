// Prints the counted tests as JSON: the id of each, its kind, and on which others it depends.
import { counted } from './counted.mjs'

const tests = counted.flatMap(suite =>
  suite.tests.map(test => ({
    id: test.id,
    kind: test.kind ?? 'required',
    dependsOn: test.depends_on ?? []
  }))
)
console.log(JSON.stringify(tests))
