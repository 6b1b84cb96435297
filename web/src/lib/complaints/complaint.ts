/** A complaint as lists show it. */
export interface Complaint {
  readonly key: string
  readonly source: string
  readonly id: string
  readonly ticketKey: string | null
  readonly ticketId: string | null
  readonly receivedOn: string
  readonly isOpen: boolean
  /** The customer's words, masked in the lake. */
  readonly text: string | null
  readonly severity: string | null
  readonly channel: string | null
  readonly family: string | null
  /** Of the taxonomy. */
  readonly cause: string | null
  /** The source's own word, when the taxonomy does not know it. */
  readonly label: string | null
  readonly method: string
  /** Of the text, that spoke for the cause to a rule or the text model. */
  readonly words: readonly string[]
  /** Named besides the principal one. */
  readonly moreCauses: number
  readonly responsibility: string
  /** From receipt to resolution, or to now. */
  readonly openDays: number
  /** In the home's currency; null where it is not known. */
  readonly cost: number | null
  /** How long the customer was without a solution. */
  readonly lostHours: number | null
  /** Complaints of the same customer, or about the same unit, with the days since the one before; null where that is not known or the first. */
  readonly again: readonly { readonly kind: 'customer' | 'unit'; readonly days: number | null; readonly complaints: number }[]
}
