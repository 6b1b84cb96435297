/** What the page of satisfaction shows. */
import type { Stretch } from '../period/stretch.ts'
import type { PackedSeries } from '../review/packed.ts'

export const SURVEY_KPIS = [
  'satisfaction_rate',
  'satisfaction_attitude',
  'satisfaction_skill',
  'satisfaction_arrival',
  'satisfaction_promise',
  'net_promoter_score',
  'survey_coverage_rate',
  'survey_response_rate',
] as const

/** The items of a survey, the whole first. */
export const ITEMS = ['overall', 'attitude', 'skill', 'arrival', 'promise'] as const
export type Item = (typeof ITEMS)[number]

export const itemKpi = (item: Item): string => (item === 'overall' ? 'satisfaction_rate' : `satisfaction_${item}`)

export interface SatisfactionHead {
  /** Those with a figure. */
  readonly series: PackedSeries
  readonly stretch: Stretch
  /** First days of the periods that can be chosen, ascending. */
  readonly starts: readonly string[]
}

export interface Funnel {
  readonly asked: number
  readonly answered: number
  /** Answered ones that say whether they are satisfied. */
  readonly judged: number
  readonly satisfied: number
}

/** Answers of one item on the scale of one source. */
export interface ItemAnswers {
  readonly item: Item
  /** Null where the source declares no scale: then nobody knows what is satisfied. */
  readonly scale: { readonly levels: number; readonly satisfiedFrom: number } | null
  readonly levels: readonly { readonly level: number; readonly n: number; readonly isSatisfied: boolean | null }[]
  readonly satisfied: number
  readonly judged: number
}

export interface SourceAnswers {
  readonly source: string
  readonly title: string
  readonly items: readonly ItemAnswers[]
}

export type PromoterClass = 'promoter' | 'passive' | 'detractor'
export interface RecommendAnswer {
  readonly answer: number
  readonly promoterClass: PromoterClass
  readonly n: number
}

export const COMMENT_ORDERS = ['newest', 'low'] as const
export type CommentOrder = (typeof COMMENT_ORDERS)[number]

export interface AskedComments {
  /** Null: all. */
  readonly find: string | null
  readonly order: CommentOrder
  /** From 1. */
  readonly page: number
}

export interface SurveyComment {
  readonly key: string
  readonly ticketKey: string | null
  readonly ticketId: string | null
  readonly channel: string | null
  /** Local date. */
  readonly answeredOn: string | null
  readonly overall: number | null
  /** Of the scale of `overall`. */
  readonly levels: number | null
  readonly isSatisfied: boolean | null
  readonly recommend: number | null
  /** Masked before the lake. */
  readonly text: string
  readonly region: string | null
  readonly productFamily: string | null
}

export interface CommentPage {
  readonly asked: AskedComments
  readonly n: number
  readonly found: number
  readonly pages: number
  readonly comments: readonly SurveyComment[]
}
