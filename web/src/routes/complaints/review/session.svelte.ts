/**
 * One reader at the queue: which complaint is in focus, what was decided and not yet kept, what failed. A decision takes its complaint out of
 * the queue at once and is sent behind it, one after the other; what the server does not keep comes back.
 */
import { SvelteMap, SvelteSet } from 'svelte/reactivity'
import type { Deed, Undone } from '#lib/deciding/deciding.ts'
import { post, type Posted } from '#lib/deciding/post.ts'
import type { ReviewComplaint } from '#lib/complaints/review.ts'

export type Fields = Readonly<Record<string, string>>

/** A decision that the server did not keep. */
export interface Failed {
  readonly complaint: ReviewComplaint
  readonly fields: Fields
  readonly how: string
  readonly message: string
}

/** What the session says; the page puts it into the reader's words. */
export interface Words {
  readonly unreachable: string
  readonly nothingToUndo: string
  decided(id: string, how: string): string
  nextIs(id: string): string
  undid(id: string): string
}

export interface Surroundings {
  readonly queue: () => readonly ReviewComplaint[]
  readonly last: () => readonly Deed[]
  readonly words: () => Words
  readonly action: (name: 'decide' | 'undo') => string
  /** Reads the page anew. */
  readonly refresh: () => Promise<void>
}

export class ReviewSession {
  readonly #around: Surroundings
  /** Decided, whether kept yet or not. */
  readonly #gone = new SvelteSet<string>()
  readonly #own = new SvelteMap<number, Deed>()
  #focus = $state<string | null>(null)
  /** Work that the server has not answered yet is done in the order in which it was asked for. */
  #chain: Promise<void> = Promise.resolve()

  /** Causes beside the principal one, which is chosen next. */
  seconds = $state.raw<readonly string[]>([])
  failed = $state.raw<readonly Failed[]>([])
  sending = $state(0)
  /** For who cannot see what changed. */
  said = $state('')
  /** Whose complaints were settled to be, since the page was read. */
  readonly settled = new SvelteMap<string, string>()

  readonly complaints = $derived.by(() => this.#around.queue().filter(({ key }) => !this.#gone.has(key)))
  readonly current = $derived.by(() => this.complaints.find(({ key }) => key === this.#focus) ?? this.complaints[0] ?? null)
  /** Newest first, each once: what the page came with, and what was done since. */
  readonly deeds = $derived.by(() =>
    [...this.#own.values(), ...this.#around.last().filter(({ id }) => !this.#own.has(id))].sort((a, b) => b.id - a.id),
  )
  /** Decisions that the page's counts do not know yet. */
  readonly more = $derived.by(() => {
    const newest = Math.max(0, ...this.#around.last().map(({ id }) => id))
    return [...this.#own.keys()].filter((id) => id > newest).length
  })

  constructor(around: Surroundings) {
    this.#around = around
  }

  /** From the beginning of the queue; 0 where nothing is in focus. */
  get place(): number {
    return this.current === null ? 0 : this.complaints.indexOf(this.current) + 1
  }

  get goneFromQueue(): number {
    return this.#around.queue().length - this.complaints.length
  }

  /** Once the server has answered all that was sent. */
  answered(): Promise<void> {
    return this.#chain
  }

  focus(key: string): void {
    this.#focus = key
    this.seconds = []
  }

  step(by: 1 | -1): void {
    const next = this.complaints[this.place - 1 + by]
    if (next !== undefined) this.focus(next.key)
  }

  /**
   * @param fields what the form sends
   * @param how the decision in words
   * @param settles whether the complaint needs nothing more
   */
  decide(complaint: ReviewComplaint, fields: Fields, how: string, settles = true): void {
    const words = this.#around.words()
    const said = words.decided(complaint.id, how)
    this.failed = this.failed.filter((each) => each.complaint.key !== complaint.key)
    if (settles) {
      this.#leave(complaint)
      this.said = this.current === null ? said : `${said} ${words.nextIs(this.current.id)}`
    } else {
      this.settled.set(complaint.key, fields.responsibility ?? '')
      this.said = said
    }
    this.#later(async () => {
      const answer = await this.#post<{ deed: Deed }>('decide', { ...fields, complaint: complaint.key })
      if (answer.ok) {
        this.#own.set(answer.told.deed.id, answer.told.deed)
        return
      }
      this.#gone.delete(complaint.key)
      this.settled.delete(complaint.key)
      this.failed = [...this.failed, { complaint, fields, how, message: answer.message }]
      this.said = answer.message
    })
  }

  /** @param deed the last one that stands, where none is named */
  undo(deed?: Deed): void {
    this.#later(async () => {
      const words = this.#around.words()
      const wanted = deed ?? this.deeds.find(({ undone }) => undone === null)
      if (wanted === undefined) {
        this.said = words.nothingToUndo
        return
      }
      const answer = await this.#post<{ undone: Undone }>('undo', { id: String(wanted.id) })
      if (!answer.ok) {
        this.said = answer.message
        await this.#around.refresh()
        return
      }
      this.#own.set(wanted.id, { ...wanted, undone: answer.told.undone })
      this.#gone.delete(wanted.subject)
      this.settled.delete(wanted.subject)
      this.said = words.undid(wanted.what)
      // It may have left the page's own list before the page was read.
      await this.#around.refresh()
      this.focus(wanted.subject)
    })
  }

  /** Puts the focus on the one after it. */
  #leave(complaint: ReviewComplaint): void {
    const at = this.complaints.indexOf(complaint)
    const next = this.complaints[at + 1] ?? this.complaints[at - 1]
    this.#gone.add(complaint.key)
    this.seconds = []
    if (complaint.key === this.#focus || this.#focus === null) this.#focus = next?.key ?? null
  }

  #later(work: () => Promise<void>): void {
    this.sending += 1
    this.#chain = this.#chain.then(work).finally(() => {
      this.sending -= 1
    })
  }

  #post<Told>(name: 'decide' | 'undo', fields: Fields): Promise<Posted<Told>> {
    return post<Told>(this.#around.action(name), fields, this.#around.words().unreachable)
  }
}
