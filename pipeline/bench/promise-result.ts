/** What the measurement of promises found, and how it is written down. */
import { z } from 'zod'

export const promiseResultSchema = z.object({
  tickets: z.number(),
  promises: z.number(),
  pieces: z.number(),
  /** Of all models that make, time and judge promises. */
  seconds: z.number(),
  /** Of the raw floor, for as many promises. */
  rawSeconds: z.number(),
  runs: z.array(z.object({ model: z.string(), seconds: z.number() })),
})
export type PromiseResult = z.output<typeof promiseResultSchema>
