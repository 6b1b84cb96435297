/** Every model gives what its cases expect, and keeps its contract while doing so. */
import { describe, expect, test } from 'vitest'
import { readModels } from '../../pipeline/build/model.ts'
import { alignRows, readCaseFiles, readCases, readCatalogue, runCase } from './case.ts'

const models = await readModels()
const files = await readCaseFiles()
const catalogue = await readCatalogue(models)

test('every model has a case file, every case file a model', () => {
  expect(
    models.map((each) => each.id).filter((id) => !files.has(id)),
    'models without a case',
  ).toEqual([])
  expect(
    [...files.keys()].filter((id) => !models.some((each) => each.id === id)),
    'cases without a model',
  ).toEqual([])
})

for (const model of models) {
  const file = files.get(model.id)
  if (file === undefined) continue
  describe(model.id, async () => {
    for (const each of await readCases(file)) {
      test(each.name, async () => {
        const { rows, breaches } = await runCase(model, each, catalogue)
        expect(alignRows(each.expect, rows)).toEqual(each.expect)
        expect(breaches, 'the contract').toEqual([])
      })
    }
  })
}
