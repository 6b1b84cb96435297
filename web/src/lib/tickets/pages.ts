/**
 * The rows of the explorer in the browser: pages of a fixed length, loaded when they come in sight, those farthest from it forgotten,
 * requests of pages that were scrolled past aborted.
 */
import { createSubscriber } from 'svelte/reactivity'
import { BUILD_HEADER, PAGE } from './paging.ts'
import { readTicketRows, type TicketRow } from './row.ts'

const MOST_PAGES = 40

export type PageFailure = 'failed' | 'newer'

export interface PagesOptions {
  readonly total: number
  /** The build that the page was drawn from; rows of another would not fit between its own. */
  readonly build: string
  /** The address of a page, by its first row. */
  readonly address: (offset: number) => string
  readonly fetch: typeof fetch
}

export class TicketPages {
  readonly total: number
  readonly #options: PagesOptions
  readonly #running = new Map<number, AbortController>()
  #pages: ReadonlyMap<number, readonly TicketRow[]>
  #failure: PageFailure | null = null
  /** Whoever reads rows while drawing is drawn again when some have come in. */
  #changed = () => {}
  readonly #subscribe = createSubscriber((update) => {
    this.#changed = update
  })

  /** @param from a multiple of PAGE, where `rows` begin */
  constructor(options: PagesOptions, from: number, rows: readonly TicketRow[]) {
    this.#options = options
    this.total = options.total
    this.#pages = new Map([[from / PAGE, rows]])
  }

  /** Why rows in sight are missing: they could not be loaded, or a newer build is served. */
  get failure(): PageFailure | null {
    this.#subscribe()
    return this.#failure
  }

  row(index: number): TicketRow | null {
    this.#subscribe()
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null
  }

  /** Loads what rows [from, until) lack and aborts everything else that is under way. */
  show(from: number, until: number): void {
    const wanted = new Set<number>()
    for (let page = Math.floor(from / PAGE); page * PAGE < Math.min(until, this.total); page += 1) wanted.add(page)
    for (const [page, controller] of this.#running) if (!wanted.has(page)) controller.abort()
    for (const page of wanted) if (!this.#pages.has(page)) void this.#load(page)
  }

  /** After a failure. */
  retry(from: number, until: number): void {
    this.#failure = null
    this.#changed()
    this.show(from, until)
  }

  /** Nobody looks any more. */
  close(): void {
    for (const controller of this.#running.values()) controller.abort()
  }

  async #load(page: number): Promise<void> {
    const before = this.#running.get(page)
    if ((before !== undefined && !before.signal.aborted) || this.#failure !== null) return
    const controller = new AbortController()
    this.#running.set(page, controller)
    try {
      const response = await this.#options.fetch(this.#options.address(page * PAGE), { signal: controller.signal })
      if (!response.ok) throw new Error(`the rows were answered with ${response.status}`)
      const rows = readTicketRows(new Uint8Array(await response.arrayBuffer()))
      if (response.headers.get(BUILD_HEADER) === this.#options.build) this.#put(page, rows)
      else this.#failure = 'newer'
    } catch {
      // The reader sees that rows are missing and can ask again; the server has logged why.
      if (!controller.signal.aborted) this.#failure = 'failed'
    } finally {
      // Asked for again after it was aborted, the page has a newer request by now.
      if (this.#running.get(page) === controller) this.#running.delete(page)
    }
    this.#changed()
  }

  #put(page: number, rows: readonly TicketRow[]): void {
    const near = [...this.#pages, [page, rows] as const].sort(([a], [b]) => Math.abs(a - page) - Math.abs(b - page))
    this.#pages = new Map(near.slice(0, MOST_PAGES))
  }
}
