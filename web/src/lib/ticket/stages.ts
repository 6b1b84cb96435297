/** The stages of a ticket along time. */
import { TICKET_STAGES, type TicketStage } from '#contracts/ticket-stages.ts'
import type { Round } from './ticket.ts'

export interface StageStep {
  readonly cycle: number
  readonly stage: TicketStage
  readonly at: string
  /** Calendar minutes since the step before in time; null for the first. */
  readonly sinceBefore: number | null
  /** Calendar minutes since the ticket came in; negative when it is said to have happened earlier. */
  readonly sinceReceived: number
  /** Said to have happened before the ticket came in, which cannot be. */
  readonly isTooEarly: boolean
}

const minutesBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 60_000

/**
 * All steps in the order of time; of those at the same moment the usual order of the work decides.
 * @param received when the ticket came in
 */
export function stageSteps(rounds: readonly Round[], received: string): readonly StageStep[] {
  const stamps = rounds
    .flatMap(({ cycle, stamps }) => stamps.map((each) => ({ cycle, ...each })))
    .sort(
      (a, b) =>
        Date.parse(a.at) - Date.parse(b.at) ||
        a.cycle - b.cycle ||
        TICKET_STAGES.indexOf(a.stage) - TICKET_STAGES.indexOf(b.stage),
    )
  return stamps.map((each, at) => {
    const before = stamps[at - 1]
    const sinceReceived = minutesBetween(received, each.at)
    return {
      ...each,
      sinceBefore: before === undefined ? null : minutesBetween(before.at, each.at),
      sinceReceived,
      isTooEarly: sinceReceived < 0,
    }
  })
}
