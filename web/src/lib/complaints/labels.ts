/** The sources' own words for causes that the taxonomy does not know. */
export const LABEL_METHODS = ['similar_name', 'rule_on_label', 'same_texts'] as const

export interface UnknownLabel {
  readonly source: string
  readonly label: string
  /** That bear it. */
  readonly complaints: number
  /** The likeliest first. */
  readonly proposals: readonly LabelProposal[]
  /** Words of customers whose complaints bear it. */
  readonly examples: readonly string[]
}

export interface LabelProposal {
  readonly code: string
  readonly name: string
  /** 0 to 1. */
  readonly similarity: number
  readonly method: (typeof LABEL_METHODS)[number]
}

export const MOST_LABELS = 200
export const EXAMPLES_EACH = 3
