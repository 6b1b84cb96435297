/** The answers of each item as one bar of a hundred percent, from the lowest level to the highest. */
import { satisfactionTexts } from '#lib/language/pages/satisfaction.ts'
import { isNarrow, type DrawContext } from '../charts/context.ts'
import { roughWidth, wrap } from '../charts/lettering.ts'
import { base, firstPoint, letters, letterSize, mix, tooltipHtml, tooltipLook } from '../charts/look.ts'
import type { ChartOption, Palette } from '../charts/option.ts'
import { cell, type ChartTable } from '../charts/table.ts'
import { formatCount, formatValue } from '../language/format.ts'
import type { Reader } from '../language/texts.ts'
import { FEW_CASES } from '../review/series.ts'
import type { ItemAnswers } from './satisfaction.ts'

const ROW = 36
const EDGE = 8
export const answersHeight = (items: readonly ItemAnswers[]): number => 2 * EDGE + Math.max(1, items.length) * ROW
/** Pixels that a written share takes: narrower parts have no room for theirs. */
const WRITTEN = 30

const answered = ({ levels }: ItemAnswers): number => levels.reduce((sum, { n }) => sum + n, 0)

/** Satisfied levels are blue, the others orange, both paler towards the border between them; without a scale all are grey. */
export function levelColour({ scale }: ItemAnswers, level: number, palette: Palette): string {
  if (scale === null) return mix(palette.surface, palette.neutral, 0.25 + (0.5 * level) / 10)
  const { levels, satisfiedFrom } = scale
  const isSatisfied = level >= satisfiedFrom
  const many = isSatisfied ? levels - satisfiedFrom + 1 : satisfiedFrom - 1
  const at = isSatisfied ? level - satisfiedFrom + 1 : satisfiedFrom - level
  return mix(palette.surface, isSatisfied ? palette.better : palette.worse, 0.25 + (0.6 * at) / Math.max(1, many))
}

/** Light letters on the strongest colours only. */
function letterColour({ scale }: ItemAnswers, level: number, palette: Palette): string {
  if (scale === null) return palette.ink
  return level === scale.levels || level === 1 ? palette.surface : palette.ink
}

export function answersOption(items: readonly ItemAnswers[], context: DrawContext, { language, texts }: Reader): ChartOption {
  const { palette } = context
  const words = satisfactionTexts(texts)
  const size = letterSize(context)
  const text = letters(context)
  const percent = (value: number) => formatValue(value, 'percent', language)
  const labels = items.map(({ item }) => words.items[item])
  const figures = items.map((item) => {
    const rate = item.judged === 0 ? '–' : percent(item.satisfied / item.judged)
    return `${rate} · n = ${formatCount(answered(item), language)}`
  })
  const names = Math.min(Math.max(...labels.map((label) => roughWidth(label, size)), 24), isNarrow(context) ? 84 : 160)
  const column = Math.max(...figures.map((each) => roughWidth(each, size)), 32) + 12
  const plot = context.width - names - column - 18
  const highest = Math.max(1, ...items.flatMap(({ levels }) => levels.map(({ level }) => level)))
  const rows = { type: 'category' as const, inverse: true, data: labels, axisTick: { show: false }, axisLine: { show: false } }
  const share = (item: ItemAnswers, level: number) => {
    const n = item.levels.find((each) => each.level === level)?.n ?? 0
    return n / Math.max(1, answered(item))
  }
  return {
    ...base(context),
    grid: { top: EDGE, bottom: EDGE, left: names + 10, right: column + 8 },
    tooltip: {
      trigger: 'item',
      ...tooltipLook(palette),
      formatter: (points) => {
        const point = firstPoint(points)
        const item = items[point?.dataIndex ?? -1]
        if (item === undefined) return ''
        const level = (point?.seriesIndex ?? 0) + 1
        const n = item.levels.find((each) => each.level === level)?.n ?? 0
        return tooltipHtml(`${words.items[item.item]} · ${words.answers.levelOf(level)}`, [
          `${percent(share(item, level))} · ${formatCount(n, language)}`,
        ])
      },
    },
    yAxis: [
      {
        ...rows,
        axisLabel: {
          ...text,
          color: palette.ink,
          interval: 0,
          lineHeight: 13,
          formatter: (label: string) => wrap(label, names, size),
        },
      },
      {
        ...rows,
        position: 'right',
        axisLabel: {
          ...text,
          interval: 0,
          align: 'right',
          margin: column - 4,
          formatter: (_: string, at: number) => figures[at] ?? '',
        },
      },
    ],
    xAxis: { type: 'value', min: 0, max: 1, show: false },
    series: Array.from({ length: highest }, (_, index) => {
      const level = index + 1
      return {
        name: words.answers.levelOf(level),
        type: 'bar' as const,
        stack: 'levels',
        barWidth: 20,
        data: items.map((item) => ({
          value: share(item, level),
          itemStyle: {
            color: levelColour(item, level, palette),
            borderColor: palette.surface,
            borderWidth: 1,
            opacity: answered(item) < FEW_CASES ? 0.5 : 1,
          },
          label: {
            show: share(item, level) * plot >= WRITTEN,
            formatter: `${Math.round(share(item, level) * 100)}%`,
            color: letterColour(item, level, palette),
            fontFamily: palette.font,
            fontSize: 11,
          },
        })),
      }
    }),
  }
}

export function answersTable(items: readonly ItemAnswers[], { language, texts }: Reader): ChartTable {
  const words = satisfactionTexts(texts)
  return {
    columns: [
      { label: words.items.item, isNumber: false },
      { label: words.answers.level, isNumber: true },
      { label: words.answers.count, isNumber: true },
      { label: words.answers.share, isNumber: true },
      { label: words.answers.meaning, isNumber: false },
    ],
    rows: items.flatMap((item) =>
      item.levels
        .toReversed()
        .map(({ level, n, isSatisfied }) => [
          cell(words.items[item.item]),
          cell(level, item.scale === null ? String(level) : `${level} / ${item.scale.levels}`),
          cell(n, formatCount(n, language)),
          cell(n / answered(item), formatValue(n / answered(item), 'percent', language)),
          cell(isSatisfied === null ? null : isSatisfied ? words.answers.satisfied : words.answers.unsatisfied),
        ]),
    ),
  }
}
