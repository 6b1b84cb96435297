import type { Frame } from '#lib/frame/frame.ts'
import type { Language } from '#lib/language/language.ts'
import type { Lease } from '#lib/server/warehouse.ts'
import type { Theme } from '#lib/theme.ts'

declare global {
  namespace App {
    interface Error {
      /** Stable, for instance `query.timeout`; docs/errors.md lists them. */
      code: string
      /** Stands in the server's log beside the cause. */
      reference: string
    }
    interface PageData {
      frame: Frame
    }
    interface Locals {
      language: Language
      theme: Theme
      /** Who the reader says to be, required before anything is written; nobody proves it until there are accounts. */
      name: string | null
      /** The version of the warehouse that this request reads, or null when none is published. */
      warehouse: Lease | null
    }
  }
}
