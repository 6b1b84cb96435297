import { expect, test } from 'vitest'
import { texts } from '../../../web/src/lib/language/texts.ts'
import { answersHeight, answersOption, answersTable, levelColour } from '../../../web/src/lib/satisfaction/answers.ts'
import type { ItemAnswers } from '../../../web/src/lib/satisfaction/satisfaction.ts'
import { context, seriesOf, valuesOf } from '../charts/context.ts'
import { palette } from '../charts/palette.ts'

const reader = { language: 'zh-CN', texts: texts('zh-CN'), sources: {} } as const
const overall: ItemAnswers = {
  item: 'overall',
  scale: { levels: 5, satisfiedFrom: 4 },
  levels: [
    { level: 1, n: 10, isSatisfied: false },
    { level: 4, n: 30, isSatisfied: true },
    { level: 5, n: 60, isSatisfied: true },
  ],
  satisfied: 90,
  judged: 100,
}
const skill: ItemAnswers = {
  item: 'skill',
  scale: { levels: 4, satisfiedFrom: 3 },
  levels: [
    { level: 2, n: 5, isSatisfied: false },
    { level: 4, n: 5, isSatisfied: true },
  ],
  satisfied: 5,
  judged: 10,
}
const option = answersOption([overall, skill], { ...context, unit: 'percent' }, reader)

test('a series a level; the shares of each item make a whole', () => {
  expect(seriesOf(option)).toHaveLength(5)
  const shares = [0, 1].map((row) => seriesOf(option).reduce((sum, _, at) => sum + Number(valuesOf(option, at)[row]), 0))
  expect(shares).toEqual([1, 1])
  expect(valuesOf(option, 3)).toEqual([0.3, 0.5])
  expect(valuesOf(option, 4)).toEqual([0.6, 0])
})

test('the colour says satisfied or not on the scale of the item, and nothing where there is no scale', () => {
  const channels = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  const isBlue = (colour: string) => (channels(colour)[2] ?? 0) > (channels(colour)[0] ?? 0)
  expect([1, 2, 3, 4, 5].map((level) => isBlue(levelColour(overall, level, palette)))).toEqual([false, false, false, true, true])
  expect([1, 2, 3, 4].map((level) => isBlue(levelColour(skill, level, palette)))).toEqual([false, false, true, true])
  const grey = channels(levelColour({ ...overall, scale: null }, 5, palette))
  expect(new Set(grey).size).toBe(1)
})

test('a share is written where there is room for it', () => {
  const isWritten = (width: number, level: number) => {
    const data: unknown = seriesOf(answersOption([overall], { ...context, unit: 'percent', width }, reader))[level - 1]?.data
    const first: unknown = Array.isArray(data) ? data[0] : null
    return first
  }
  expect(isWritten(700, 1)).toMatchObject({ label: { show: true, formatter: '10%' } })
  expect(isWritten(340, 1)).toMatchObject({ label: { show: false } })
  expect(isWritten(340, 5)).toMatchObject({ label: { show: true, formatter: '60%' } })
  expect(isWritten(700, 2)).toMatchObject({ label: { show: false } })
})

test('few answers are drawn paler', () => {
  const opacity = (row: number) => {
    const data: unknown = seriesOf(option)[0]?.data
    const each: unknown = Array.isArray(data) ? data[row] : null
    return each
  }
  expect(opacity(0)).toMatchObject({ itemStyle: { opacity: 1 } })
  expect(opacity(1)).toMatchObject({ itemStyle: { opacity: 0.5 } })
})

test('the table has every level with its meaning, the best first', () => {
  expect(answersTable([overall], reader).rows.map((row) => row.map(({ text }) => text))).toEqual([
    ['总体', '5 / 5', '60', '60.0%', '满意'],
    ['总体', '4 / 5', '30', '30.0%', '满意'],
    ['总体', '1 / 5', '10', '10.0%', '不满意'],
  ])
  expect(answersHeight([overall, skill])).toBeGreaterThan(answersHeight([overall]))
})
