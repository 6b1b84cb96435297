import { expect, test } from 'vitest'
import { chooseLanguage } from '../../../web/src/lib/language/language.ts'
import { en } from '../../../web/src/lib/language/en/index.ts'
import { zhCN } from '../../../web/src/lib/language/zh-CN/index.ts'

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

test('no text is empty, save those that stand for no unit', () => {
  const empty = (texts: object, before = ''): string[] =>
    Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null ? empty(value, `${before}${key}.`) : value === '' ? [`${before}${key}`] : [],
    )
  expect(empty(zhCN)).toEqual(['table.pointsPlain'])
  expect(empty(en)).toEqual(['table.pointsPlain'])
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
