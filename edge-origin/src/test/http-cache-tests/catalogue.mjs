// Prints the counted tests as JSON: what each is called, its kind, and on which others it depends.
import { counted } from './counted.mjs'

const tests = counted.flatMap(suite =>
  suite.tests.map(test => ({
    id: test.id,
    name: test.name,
    kind: test.kind ?? 'required',
    dependsOn: test.depends_on ?? []
  }))
)
console.log(JSON.stringify(tests))
