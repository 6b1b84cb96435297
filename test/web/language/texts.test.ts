import path from 'node:path'
import { globSync } from 'tinyglobby'
import { expect, test } from 'vitest'
import { chooseLanguage } from '../../../web/src/lib/language/language.ts'

/** Every text of a language, that of the pages too: module by module. */
async function everyText(folder: string): Promise<Record<string, object>> {
  const root = path.join(import.meta.dirname, '../../../web/src/lib/language', folder)
  const all: Record<string, object> = {}
  for (const file of globSync('*.ts', { cwd: root }).filter((each) => each !== 'index.ts')) {
    Object.assign(all, await import(path.join(root, file)))
  }
  return all
}
const [zhCN, en] = await Promise.all([everyText('zh-CN'), everyText('en')])

/** Every path to a text, and whether it is plain or takes values. */
function paths(texts: object, before = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? paths(value, `${before}${key}.`) : [`${before}${key} ${typeof value}`],
  )
}

test('both languages have the same texts', () => {
  expect(paths(en).sort()).toEqual(paths(zhCN).sort())
  expect(paths(en).length).toBeGreaterThan(150)
})

/** Where there is nothing to add to what stands before them. */
const WITHOUT_WORDS = [
  'complaints.levelTells.detail',
  'complaints.levelTells.group',
  'period.settled',
  'table.pointsPlain',
  'tickets.csvUnits.count',
  'tickets.csvUnits.money',
  'tickets.csvUnits.promise',
  'tickets.csvUnits.text',
  'tickets.csvUnits.value',
]

test('no text is empty, save those that add nothing', () => {
  const empty = (texts: object, before = ''): string[] =>
    Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null ? empty(value, `${before}${key}.`) : value === '' ? [`${before}${key}`] : [],
    )
  expect(empty(zhCN).sort()).toEqual(WITHOUT_WORDS)
  expect(empty(en).sort()).toEqual(WITHOUT_WORDS)
})

test.each([
  [{ parameter: 'en', cookie: 'zh-CN', accepted: 'zh' }, 'en'],
  [{ parameter: null, cookie: 'zh-CN', accepted: 'en' }, 'zh-CN'],
  [{ parameter: 'fr', cookie: undefined, accepted: 'fr-FR, en;q=0.4, zh;q=0.7' }, 'zh-CN'],
  [{ parameter: null, cookie: 'x', accepted: 'en-GB,en;q=0.9,zh-CN;q=0.8' }, 'en'],
  [{ parameter: null, cookie: undefined, accepted: 'zh-TW;q=0, fr' }, null],
  [{ parameter: null, cookie: undefined, accepted: null }, null],
])('parameter before cookie before browser: %j → %s', (wishes, expected) => {
  expect(chooseLanguage(wishes)).toBe(expected)
})
