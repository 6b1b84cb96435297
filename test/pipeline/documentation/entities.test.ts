import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { entitiesPage } from '../../../pipeline/documentation/entities.ts'

test('docs/entities.md is what the contracts say', async () => {
  const page = await readFile(path.join(import.meta.dirname, '..', '..', '..', 'docs', 'entities.md'), 'utf8')
  expect(page).toBe(entitiesPage())
})
