/** An operation of the API: its path, what may be asked, what a row of its answer is, and where the rows come from. */
import type { z } from 'zod'
import type { Lease } from '../warehouse.ts'
import type { Position } from './cursor.ts'
import type { Words } from './described.ts'
import type { PlainRow } from './format.ts'
import { parseParameters } from './parameters.ts'

/** A page of a list, sorted by a day and a key. */
export interface Paging {
  readonly limit: number
  readonly onColumn: string
  readonly keyColumn: string
  /** The cursor that was given. */
  readonly after: string | undefined
}

/** What a request asks for, still to be read. */
export interface Asked {
  /** Everything that decides which rows there are, the page apart. */
  readonly identity: readonly unknown[]
  /** Null where the answer is never cut into pages. */
  readonly paging: Paging | null
  readonly rows: (position: Position | null) => Promise<readonly PlainRow[]>
  readonly arrow: (position: Position | null) => Promise<Uint8Array>
}

export interface Definition<Path extends z.ZodObject, Query extends z.ZodObject> {
  readonly id: string
  /** Below `/api/v1`, as OpenAPI writes it. */
  readonly path: string
  readonly title: Words
  readonly tells: Words
  readonly pathParameters: Path
  readonly parameters: Query
  readonly row: z.ZodObject
  /** One row as `data` itself, not a list. */
  readonly isSingle?: boolean
  ask(lease: Lease, path: z.output<Path>, query: z.output<Query>): Asked | Promise<Asked>
}

export interface Operation extends Omit<Definition<z.ZodObject, z.ZodObject>, 'ask' | 'isSingle'> {
  readonly isSingle: boolean
  /** @throws AftercareError `api.unknown_parameter`, `api.bad_parameter`, and what reading throws */
  ask(lease: Lease, path: Readonly<Record<string, string>>, query: URLSearchParams): Promise<Asked>
}

/** An operation as the list of all of them holds it: its texts are parsed by its own schemas before it is asked. */
export function operation<Path extends z.ZodObject, Query extends z.ZodObject>(definition: Definition<Path, Query>): Operation {
  return {
    ...definition,
    isSingle: definition.isSingle ?? false,
    ask: async (lease, path, query) =>
      definition.ask(
        lease,
        parseParameters(definition.pathParameters, Object.entries(path)),
        parseParameters(definition.parameters, [...query]),
      ),
  }
}
