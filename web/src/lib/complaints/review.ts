/** The queue of complaints that a person should decide on. */
import { oneOf } from '../filters/filters.ts'

export const REASONS = [
  'unclassified',
  'below_threshold',
  'split',
  'rule_and_model_differ',
  'given_and_machine_differ',
  'responsibility_open',
] as const
export type Reason = (typeof REASONS)[number]

/** Complaints that a page brings; more follow before they run out. */
export const QUEUE_PAGE = 40
export const RUNS_LOW = 8

export interface Proposal {
  readonly code: string
  readonly name: string
  readonly method: 'rule' | 'model'
  /** 0 to 1. */
  readonly confidence: number
  /** The customer's words that spoke for it. */
  readonly words: readonly string[]
}

export interface ReviewComplaint {
  readonly key: string
  readonly id: string
  readonly source: string
  readonly ticketKey: string | null
  readonly ticketId: string | null
  readonly receivedOn: string
  readonly isOpen: boolean
  /** The customer's words, masked in the lake. */
  readonly text: string | null
  /** What is known of complaint and ticket, as name and value in the data's words; absent ones left out. */
  readonly facts: readonly Fact[]
  readonly proposals: readonly Proposal[]
  /** The cause that stands now. */
  readonly cause: string | null
  readonly method: string
  readonly confidence: number | null
  /** The source's own word, where the taxonomy does not know it. */
  readonly label: string | null
  /** `unsettled` until somebody settled it. */
  readonly responsibility: string
  /** What cause and ticket suggest. */
  readonly proposedResponsibility: string | null
  /** Null for one that needs nothing. */
  readonly reason: Reason | null
  /** How probable it is that what stands is wrong. */
  readonly doubt: number
  /** In the site's currency; null: not known, `assumedCost` is the median of those that are. */
  readonly cost: number | null
  readonly assumedCost: number
  readonly atStake: number
}

export const FACTS = [
  'severity',
  'channel',
  'remedySought',
  'site',
  'region',
  'productFamily',
  'productModel',
  'faultFamily',
  'faultText',
  'serviceMode',
  'workKind',
  'warranty',
  'outcome',
  'visits',
  'defectConfirmed',
  'exclusionReason',
  'customerWait',
  'partsWait',
  'supplierWait',
  'lost',
] as const

export interface Fact {
  readonly name: (typeof FACTS)[number]
  readonly value: string | number | boolean
}

export interface AskedReview {
  /** Null: any. */
  readonly reason: Reason | null
  /** One complaint that shall stand first. */
  readonly complaint: string | null
}

export type AskedReviewResult =
  { readonly ok: true; readonly asked: AskedReview } | { readonly ok: false; readonly wrong: string }

const LONGEST_KEY = 400

/** @param get the URL's parameter of that name, or null; empty ones mean the default */
export function parseReview(get: (name: string) => string | null): AskedReviewResult {
  const reason = oneOf([...REASONS, 'any'] as const, get('reason'), 'any')
  if (reason === null) return { ok: false, wrong: `reason=${(get('reason') ?? '').slice(0, 50)}` }
  const complaint = get('complaint') ?? ''
  if (complaint.length > LONGEST_KEY) return { ok: false, wrong: `complaint=${complaint.slice(0, 50)}` }
  return { ok: true, asked: { reason: reason === 'any' ? null : reason, complaint: complaint === '' ? null : complaint } }
}
