/** The order of the test files: what takes long starts first, so that no worker idles at the end while the other has a long file before it. */
import path from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Vitest remembers durations, a fresh clone has none yet and would go by the size of the files. Longest first, below `test/`. */
const LONG: readonly string[] = [
  'web/cases/figures.test.ts',
  'pipeline/demo/recovered.test.ts',
  'sql/kpi-filtered.test.ts',
  'sql/cases.test.ts',
  'e2e/promises.test.ts',
  'e2e/review.test.ts',
  'e2e/satisfaction.test.ts',
  'e2e/costs.test.ts',
  'e2e/complaints.test.ts',
  'e2e/tickets.test.ts',
]

const placeOf = (spec: TestSpecification): number => {
  const place = LONG.indexOf(
    path
      .relative(import.meta.dirname, spec.moduleId)
      .split(path.sep)
      .join('/'),
  )
  return place === -1 ? LONG.length : place
}

export class LongestFirst extends BaseSequencer {
  override async sort(specs: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(specs)
    // Files of one project stay together, since a worker serves one project at a time.
    const projects = [...new Set(sorted.map((each) => each.project))]
    return sorted.toSorted((a, b) => projects.indexOf(a.project) - projects.indexOf(b.project) || placeOf(a) - placeOf(b))
  }
}
