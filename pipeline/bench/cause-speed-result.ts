/** What the measurement of the text model's speed found. */
import { z } from 'zod'

export const causeSpeedSchema = z.object({
  examples: z.number(),
  codes: z.number(),
  /** Columns of the model. */
  pieces: z.number(),
  /** Six models: five of the cross-validation and the one that is kept. */
  trainSeconds: z.number(),
  texts: z.number(),
  /** Characters. */
  averageLength: z.number(),
  seconds: z.number(),
  secondsWithWords: z.number(),
})
export type CauseSpeed = z.output<typeof causeSpeedSchema>
