/** Items, funnel and recommendation as bars, in words and as tables. */
import { satisfactionTexts } from '#lib/language/pages/satisfaction.ts'
import type { Bar } from '../charts/bars.ts'
import { cell, type ChartTable } from '../charts/table.ts'
import type { Link } from '../filters/links.ts'
import { formatCount, formatValue } from '../language/format.ts'
import type { Reader } from '../language/texts.ts'
import { promoterScore, type PromoterScore } from '../statistics/promoter.ts'
import { wilsonInterval } from '../statistics/wilson.ts'
import { ITEMS, type Funnel, type Item, type PromoterClass, type RecommendAnswer, type SourceAnswers } from './satisfaction.ts'

export interface ItemShare {
  readonly item: Item
  readonly satisfied: number
  readonly n: number
}

/** Satisfied is what each source says, so that alone may be added up over sources. */
export const itemShares = (sources: readonly SourceAnswers[]): readonly ItemShare[] =>
  ITEMS.flatMap((item) => {
    const own = sources.flatMap(({ items }) => items.filter((each) => each.item === item))
    const n = own.reduce((sum, { judged }) => sum + judged, 0)
    return n === 0 ? [] : [{ item, satisfied: own.reduce((sum, each) => sum + each.satisfied, 0), n }]
  })

export interface Drawing {
  readonly bars: readonly Bar[]
  readonly table: ChartTable
}

export function itemDrawing(shares: readonly ItemShare[], { language, texts }: Reader, href: (item: Item) => Link): Drawing {
  const words = satisfactionTexts(texts).items
  const percent = (value: number) => formatValue(value, 'percent', language)
  const bars = shares.map(({ item, satisfied, n }) => {
    const interval = wilsonInterval(satisfied, n)
    return { label: words[item], value: satisfied / n, n, low: interval?.low ?? null, high: interval?.high ?? null }
  })
  return {
    bars,
    table: {
      columns: [
        { label: words.item, isNumber: false },
        { label: texts.chart.value, isNumber: true },
        { label: words.low, isNumber: true },
        { label: words.high, isNumber: true },
        { label: 'n', isNumber: true },
      ],
      rows: shares.map(({ item, n }, index) => {
        const { value = 0, low = null, high = null } = bars[index] ?? {}
        return [
          cell(words[item]),
          cell(value, percent(value), href(item)),
          ...[low, high].map((end) => (end === null ? cell(null) : cell(end, percent(end)))),
          cell(n, formatCount(n, language)),
        ]
      }),
    },
  }
}

/** @param href the cases of the response rate: the asked ones */
export function funnelDrawing(funnel: Funnel, { language, texts }: Reader, href: Link): Drawing & { readonly facts: string } {
  const words = satisfactionTexts(texts).funnel
  const percent = (value: number) => formatValue(value, 'percent', language)
  const { asked, answered, judged, satisfied } = funnel
  const steps = [
    { label: words.asked, n: asked, of: null },
    { label: words.answered, n: answered, of: asked },
    { label: words.satisfied, n: satisfied, of: judged },
  ]
  const rate = (n: number, of: number | null) => (of === null || of === 0 ? null : n / of)
  const response = rate(answered, asked)
  const satisfaction = rate(satisfied, judged)
  return {
    facts: [
      ...(response === null ? [] : [words.response(percent(response))]),
      ...(satisfaction === null ? [] : [words.satisfaction(percent(satisfaction))]),
    ].join(' · '),
    bars: steps.map(({ label, n }) => ({ label, value: n, n: null })),
    table: {
      columns: [
        { label: words.step, isNumber: false },
        { label: words.count, isNumber: true },
        { label: words.rate, isNumber: true },
      ],
      rows: steps.map(({ label, n, of }) => {
        const share = rate(n, of)
        return [
          cell(label),
          cell(n, formatCount(n, language), of === null ? href : undefined),
          share === null ? cell(null) : cell(share, percent(share)),
        ]
      }),
    },
  }
}

export interface RecommendDrawing extends Drawing {
  readonly score: PromoterScore
  readonly facts: string
  readonly parts: string
}

const MEANINGS = { promoter: 'better', passive: 'neutral', detractor: 'worse' } as const

/** Every answer from 10 down to 0. @returns null where nobody answered */
export function recommendDrawing(answers: readonly RecommendAnswer[], { language, texts }: Reader): RecommendDrawing | null {
  const words = satisfactionTexts(texts).recommend
  const count = (wanted: PromoterClass) =>
    answers.filter(({ promoterClass }) => promoterClass === wanted).reduce((sum, { n }) => sum + n, 0)
  const score = promoterScore(count('promoter'), count('passive'), count('detractor'))
  if (score === null) return null
  const write = (value: number) => formatValue(value, 'per_100', language)
  const percent = (value: number) => formatValue(value, 'percent', language)
  const part = (wanted: PromoterClass) => percent(count(wanted) / score.n)
  const rows = Array.from({ length: 11 }, (_, index) => {
    const answer = 10 - index
    const given = answers.find((each) => each.answer === answer)
    const usual: PromoterClass = answer >= 9 ? 'promoter' : answer >= 7 ? 'passive' : 'detractor'
    return { answer, promoterClass: given?.promoterClass ?? usual, n: given?.n ?? 0 }
  })
  return {
    score,
    facts: words.score(write(score.score), write(score.low), write(score.high)),
    parts: words.parts(part('promoter'), part('passive'), part('detractor')),
    bars: rows.map(({ answer, promoterClass, n }) => ({
      label: String(answer),
      value: n,
      n: null,
      meaning: MEANINGS[promoterClass],
    })),
    table: {
      columns: [
        { label: words.answer, isNumber: true },
        { label: words.class, isNumber: false },
        { label: words.count, isNumber: true },
        { label: words.share, isNumber: true },
      ],
      rows: rows.map(({ answer, promoterClass, n }) => [
        cell(answer),
        cell(words[promoterClass]),
        cell(n, formatCount(n, language)),
        cell(n / score.n, percent(n / score.n)),
      ]),
    },
  }
}
