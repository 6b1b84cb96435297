/** An explained ticket as text for a terminal, in columns that stay aligned with wide characters. */
import type { ExplainedPromise } from '../../contracts/explanation/explanation.ts'
import { factsOf, zoneOf } from '../../contracts/explanation/facts.ts'
import { clockRows, closeLines } from '../../contracts/explanation/table.ts'
import {
  exactDuration,
  explanationWords,
  lookUp,
  writeStamp,
  type ExplanationWords,
} from '../../contracts/explanation/writing.ts'
import type { Language, Text } from '../commands/command.ts'
import { displayWidth } from '../commands/rows.ts'
import type { ExplainedTicket, Step } from './ticket.ts'

const HEADS: Readonly<Record<string, Text>> = {
  ticket: { 'zh-CN': '工单', en: 'Ticket' },
  asOf: { 'zh-CN': '数据截至', en: 'data until' },
  course: { 'zh-CN': '环节与等待', en: 'Stages and waits' },
  until: { 'zh-CN': '至', en: 'until' },
  still: { 'zh-CN': '仍在等待', en: 'still waiting' },
  promise: { 'zh-CN': '承诺', en: 'Promise' },
  times: { 'zh-CN': '时间按', en: 'times of' },
  none: { 'zh-CN': '这张工单没有任何承诺。', en: 'No promise was made for this ticket.' },
  complaint: { 'zh-CN': '投诉', en: 'complaint' },
  cycle: { 'zh-CN': '第 # 次', en: 'no. #' },
}
const head = (name: string, language: Language): string => HEADS[name]?.[language] ?? name

/** Lines without a break at the end. */
export function ticketText(ticket: ExplainedTicket, language: Language): string {
  const words = explanationWords(language)
  const isSure = ticket.promises.length > 0
  return [
    `${head('ticket', language)} ${ticket.ticket_key} · ${head('asOf', language)} ${writeStamp(ticket.as_of, ticket.time_zone, words)} ${ticket.time_zone}`,
    '',
    head('course', language),
    ...columns(
      ticket.course.map((step) => courseCells(step, ticket.time_zone, words, language)),
      [],
    ),
    ...(isSure
      ? ticket.promises.flatMap((promise, at) => ['', ...promiseText(promise, at + 1, ticket.promises.length, words, language)])
      : ['', head('none', language)]),
  ].join('\n')
}

function courseCells({ at, what, until, minutes }: Step, zone: string, words: ExplanationWords, language: Language): string[] {
  const when = writeStamp(at, zone, words)
  if (minutes === null) return [when, lookUp(words.events, what)]
  const end = until === null ? head('still', language) : `${head('until', language)} ${writeStamp(until, zone, words)}`
  return [when, lookUp(words.waits, what), `${end} (${exactDuration(minutes, words)})`]
}

function promiseText(
  promise: ExplainedPromise,
  number: number,
  of: number,
  words: ExplanationWords,
  language: Language,
): readonly string[] {
  const { reason } = promise
  const rows = clockRows(promise, words)
  const closes = closeLines(promise, words)
  const name = language === 'zh-CN' ? reason.promise_name_zh : reason.promise_name_en
  const subject = reason.subject_kind === 'complaint' ? ` · ${head('complaint', language)} ${reason.subject_id}` : ''
  const cycle = reason.cycle > 1 ? ` ${head('cycle', language).replace('#', String(reason.cycle))}` : ''
  const { columns: titles } = words
  return [
    `${head('promise', language)} ${number}/${of} ${name} (${reason.promise_id}${cycle})${subject} · ${words.verdicts[reason.verdict]}`,
    ...columns(
      factsOf(promise, words).map(({ label, text }) => [label, text]),
      [],
    ),
    ...(rows.length === 0
      ? reason.clock === 'given'
        ? []
        : ['', `  ${words.noIntervals}`]
      : [
          '',
          `  ${head('times', language)} ${zoneOf(promise)}`,
          ...columns(
            [
              [titles.day, titles.hours, titles.what, titles.counted, titles.paused, titles.sum],
              ...rows.map((row) => [row.day, row.hours, row.what, row.counted, row.paused, row.sum]),
            ],
            [3, 4, 5],
          ),
        ]),
    ...(closes.length === 0
      ? []
      : [
          '',
          `  ${words.closesTitle}`,
          ...columns(
            closes.map(({ when, what, isAhead }) => [when, what, isAhead ? words.ahead : '']),
            [],
          ),
        ]),
  ]
}

/** @param toRight columns of figures */
function columns(rows: readonly (readonly string[])[], toRight: readonly number[]): readonly string[] {
  const widths: number[] = []
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, displayWidth(cell))))
  return rows.map((row) =>
    `  ${row
      .map((cell, at) => {
        const gap = ' '.repeat((widths[at] ?? 0) - displayWidth(cell))
        return toRight.includes(at) ? gap + cell : cell + gap
      })
      .join('  ')}`.trimEnd(),
  )
}
