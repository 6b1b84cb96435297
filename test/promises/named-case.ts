/** A small case worked out by hand: both the slow computation and the models are held to it. Shanghai is eight hours ahead all year. */
import { MINUTE, type Micros, type PromiseRow, type World } from './world.ts'

export interface NamedCase {
  readonly name: string
  readonly world: World
  /** Only the columns that the case is about, in the order of ticket, promise and cycle. */
  readonly expected: readonly Partial<PromiseRow>[]
}

export const minutes = (n: number): Micros => n * MINUTE
