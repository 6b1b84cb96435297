/** How parts are judged: the shipped rules, and what a home may say. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { homePaths } from '../../../contracts/home.ts'
import { partRuleRows, readPartRules } from '../../../pipeline/reference/parts.ts'

async function rulesOf(yaml: string | null) {
  const root = await mkdtemp(path.join(tmpdir(), 'part-rules-'))
  onTestFinished(() => rm(root, { recursive: true }))
  const home = homePaths(root)
  await mkdir(home.reference, { recursive: true })
  if (yaml !== null) await writeFile(path.join(home.reference, 'parts.yaml'), yaml)
  return readPartRules(home)
}

test('the shipped rules; a home replaces the keys that it names', async () => {
  expect(partRuleRows(await rulesOf(null))).toEqual([{ repeat_days: 90, dead_after_days: 365 }])
  expect(await rulesOf('repeat_days: 30\n')).toEqual({ repeat_days: 30, dead_after_days: 365 })
})

test.each(['repeat_days: 0', 'dead_after: 3', 'repeat_days: 1.5'])('%s is refused', async (yaml) => {
  await expect(rulesOf(yaml)).rejects.toMatchObject({ code: 'reference.unreadable' })
})
