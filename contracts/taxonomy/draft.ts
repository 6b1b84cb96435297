/** A version of the taxonomy while an edit makes the next one of it, and where every code that was ever known has gone. */
import { AftercareError } from '../errors.ts'
import type { Bilingual } from '../kpi.ts'
import { UNCLASSIFIED, type CauseExamples, type CauseResponsibility, type NewCause } from './schema.ts'

export interface Cause {
  /** `group` or `group.detail` */
  readonly code: string
  /** Null on level 1. */
  readonly parentCode: string | null
  readonly name: Bilingual
  readonly description: Bilingual
  readonly examples: CauseExamples
  readonly responsibility: CauseResponsibility
  /** Stays for the past; nothing new is given it. */
  readonly isRetired: boolean
}

/** How a code that was known once stands now. */
export interface CodeFate {
  readonly code: string
  /** The cause that what had the code has now; null: it must be decided again. */
  readonly current: string | null
  /** Of a code that must be decided again: the group that is still sure, if any. */
  readonly heirGroup: string | null
  /** Of a code that was split: the causes between which to decide. */
  readonly heirs: readonly string[]
  /** What happened to it last: `kept` while nothing did. */
  readonly kind: 'kept' | 'merge' | 'split' | 'retire' | 'version'
  readonly changedOn: string | null
}

export const groupOf = (code: string): string => code.split('.')[0] ?? code
export const isGroup = (code: string): boolean => !code.includes('.')

/** Throws as `unfit` says; `where` names the edit or the file. */
export class TaxonomyDraft {
  readonly causes: Map<string, Cause>
  readonly fates: Map<string, CodeFate>
  readonly #where: string

  constructor(causes: Iterable<Cause>, fates: Iterable<CodeFate>, where: string) {
    this.causes = new Map([...causes].map((each) => [each.code, each]))
    this.fates = new Map([...fates].map((each) => [each.code, each]))
    this.#where = where
  }

  /** A cause that may still be chosen. */
  existing(code: string): Cause {
    const found = this.causes.get(code)
    if (found !== undefined && !found.isRetired) return found
    throw this.unfit(
      'taxonomy.code_unknown',
      'the taxonomy has no such cause',
      code,
      'Name a code of the current taxonomy that is not retired.',
    )
  }

  /** A cause that an edit may take away or change the meaning of. */
  changeable(code: string): Cause {
    if (code === UNCLASSIFIED) {
      throw this.unfit(
        'taxonomy.unclassified_stays',
        'what fits nowhere keeps its place',
        code,
        'Change its names only; make a new cause for what you want to tell apart.',
      )
    }
    return this.existing(code)
  }

  /** Adds a cause under a code that nobody has ever had: old decisions keep their meaning. */
  add({ code, name, description, examples, responsibility }: NewCause): void {
    if (this.fates.has(code)) {
      throw this.unfit(
        'taxonomy.code_taken',
        'the code has a meaning already, now or in the past',
        code,
        'Choose a code that was never used.',
      )
    }
    const parent = isGroup(code) ? null : this.existing(groupOf(code))
    const proposed = responsibility ?? parent?.responsibility
    if (proposed === undefined) {
      throw this.unfit('taxonomy.edit_unreadable', 'a group needs a responsibility', code, 'State `responsibility` of the group.')
    }
    this.place({
      code,
      parentCode: parent?.code ?? null,
      name,
      description,
      examples: examples ?? { 'zh-CN': [], en: [] },
      responsibility: proposed,
      isRetired: false,
    })
  }

  /** Puts a cause in, at the end of its group, and lets its code stand for itself. */
  place(cause: Cause): void {
    this.causes.set(cause.code, cause)
    this.fates.set(cause.code, {
      code: cause.code,
      current: cause.code,
      heirGroup: null,
      heirs: [],
      kind: 'kept',
      changedOn: null,
    })
  }

  replace(cause: Cause): void {
    this.causes.set(cause.code, cause)
  }

  /** Takes a cause out; everything that stood for it stands for another from now on, or must be decided again. */
  redirect(code: string, to: Pick<CodeFate, 'current' | 'heirs' | 'heirGroup' | 'kind' | 'changedOn'>): void {
    this.causes.delete(code)
    for (const [known, fate] of this.fates) {
      if (fate.current === code) this.fates.set(known, { ...fate, ...to })
      else if (fate.heirs.includes(code) || fate.heirGroup === code) this.fates.set(known, this.#inherited(fate, code, to))
    }
  }

  /** Of a code that waits for a decision: one of those it waits between has become another, or several. */
  #inherited(fate: CodeFate, code: string, to: Pick<CodeFate, 'current' | 'heirs'>): CodeFate {
    const instead = to.current === null ? to.heirs : [to.current]
    const heirs = [...new Set(fate.heirs.flatMap((each) => (each === code ? instead : [each])))]
    const heirGroup = fate.heirGroup === code ? to.current : fate.heirGroup
    // Two parts that became one again leave nothing to decide.
    const [only] = heirs
    if (fate.heirs.length > 1 && heirs.length === 1 && only !== undefined) {
      return { ...fate, current: only, heirs: [], heirGroup: null }
    }
    return { ...fate, heirs, heirGroup }
  }

  unfit(code: string, message: string, value: string, remedy: string): AftercareError {
    return new AftercareError(code, message, { where: this.#where, value, remedy })
  }
}
