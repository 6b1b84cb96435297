/** The taxonomy of causes as its page shows it. */
import type { Responsibility } from '#contracts/state/responsibility.ts'

export interface TaxonomyNode {
  /** `group` or `group.detail` */
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly descriptionZh: string
  readonly descriptionEn: string
  /** What customers write, one a line. */
  readonly examplesZh: string
  readonly examplesEn: string
  readonly responsibility: Responsibility | 'unsettled'
  readonly isRetired: boolean
  /** Complaints of the published version whose principal cause it is; of a group, those of its details too. */
  readonly complaints: number
  readonly details: readonly TaxonomyNode[]
}

/** What an edit does to complaints of the past, from the published version. */
export interface Consequence {
  readonly code: string
  readonly name: string
  readonly complaints: number
  /** Null: they keep their group and wait for a decision. */
  readonly becomes: string | null
}

export interface Preview {
  readonly kind: string
  /** `A + B → C` */
  readonly what: string
  readonly changedOn: string
  readonly consequences: readonly Consequence[]
  /** Complaints that must be decided again. */
  readonly mustDecide: number
  /** To send when it is accepted. */
  readonly fields: Readonly<Record<string, string>>
}
