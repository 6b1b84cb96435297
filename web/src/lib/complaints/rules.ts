/** The rules that find causes in words, as their page shows them. */
import type { Piece } from './marked.ts'

export interface ShownRule {
  readonly id: string
  readonly cause: string
  readonly causeName: string
  readonly any: readonly string[]
  readonly all: readonly string[]
  readonly not: readonly string[]
  /** Empty: texts of any language. */
  readonly languages: readonly string[]
  /** 0 to 1. */
  readonly confidence: number
  readonly origin: 'shipped' | 'home' | 'edit'
  readonly isOff: boolean
  /** In the published version; null for a rule that it does not know. */
  readonly counts: RuleCounts | null
}

export interface RuleCounts {
  readonly caught: number
  readonly decided: number
  readonly agreed: number
  readonly disagreed: number
}

/** What all rules make of one text. */
export interface Tried {
  readonly text: string
  readonly hits: readonly {
    readonly id: string
    readonly causeName: string
    readonly confidence: number
    readonly pieces: readonly Piece[]
  }[]
  /** Found, and not counted. */
  readonly refused: readonly { readonly id: string; readonly words: string; readonly reason: 'denied' | 'asked' | 'cancelled' }[]
}

/** What an edited rule would catch in the published version. */
export interface RulePreview {
  readonly id: string
  readonly caught: number
  /** Complaints that were looked at: all, or as many as the time allowed. */
  readonly seen: number
  readonly isWhole: boolean
  /** Of the caught ones whose cause a person or the source named. */
  readonly agreed: number
  readonly disagreed: number
  readonly examples: readonly (readonly Piece[])[]
  readonly fields: Readonly<Record<string, string>>
}
