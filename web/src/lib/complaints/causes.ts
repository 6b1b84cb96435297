/** The causes of the taxonomy as pages offer them. */
import type { Responsibility } from '#contracts/state/responsibility.ts'

export interface CauseChoice {
  readonly code: string
  /** In the reader's language, and in the other one: both can be searched for. */
  readonly name: string
  readonly otherName: string
  /** Null on level 1. */
  readonly group: { readonly code: string; readonly name: string } | null
  /** What the cause suggests. */
  readonly responsibility: string
  /** Stays for the past: it can be named, and not chosen. */
  readonly isRetired: boolean
}

/** What fits nowhere is decided as such, by saying that the words do not tell. */
const UNCLASSIFIED = 'unclassified'

export const choosable = (causes: readonly CauseChoice[]): readonly CauseChoice[] =>
  causes.filter(({ code, isRetired }) => !isRetired && code !== UNCLASSIFIED)

/** `Service · Late`, or the name of a group alone. */
export const fullName = ({ name, group }: Pick<CauseChoice, 'name' | 'group'>): string =>
  group === null ? name : `${group.name} · ${name}`

/** The name of a code; a code that the taxonomy no longer knows stands for itself. */
export function nameOfCode(causes: readonly CauseChoice[], code: string): string {
  const cause = causes.find((each) => each.code === code)
  return cause === undefined ? code : fullName(cause)
}

/** Groups in their order, each with its details. */
export function grouped(causes: readonly CauseChoice[]): { group: CauseChoice; details: readonly CauseChoice[] }[] {
  return causes
    .filter(({ group }) => group === null)
    .map((group) => ({ group, details: causes.filter((each) => each.group?.code === group.code) }))
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

/**
 * The causes that a reader may mean by what they typed, in either language or as a code. Names that begin with it stand first; within each, the
 * taxonomy's order.
 */
export function search(causes: readonly CauseChoice[], typed: string): readonly CauseChoice[] {
  const words = folded(typed)
    .split(/\s+/)
    .filter((each) => each !== '')
  if (words.length === 0) return causes
  const found = causes.filter((cause) => {
    const text = folded(`${fullName(cause)} ${cause.otherName} ${cause.code}`)
    return words.every((word) => text.includes(word))
  })
  const first = words[0] ?? ''
  const begins = ({ name, otherName, code }: CauseChoice) =>
    [name, otherName, code.split('.').at(-1) ?? code].some((each) => folded(each).startsWith(first))
  return [...found.filter(begins), ...found.filter((each) => !begins(each))]
}

/** One key each: the first letter where it is free, else one that the word has. */
export const RESPONSIBILITY_KEYS: Readonly<Record<Responsibility, string>> = {
  service: 's',
  product: 'p',
  part: 't',
  logistics: 'l',
  customer: 'c',
  information: 'i',
  policy: 'y',
}

/** What a cause may suggest: a responsibility, or none. */
export const CAUSE_RESPONSIBILITIES = [
  'service',
  'product',
  'part',
  'logistics',
  'customer',
  'information',
  'policy',
  'unsettled',
] as const
