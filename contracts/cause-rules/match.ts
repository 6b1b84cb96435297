/** Rules on a text: which fit, where, and what they found that does not count. Pure; builds and the page "try it" use it alike. */
import { foldText, HAN, languageOf } from './fold.ts'
import { cancelled, type Cancelled } from './negation.ts'
import { anchorOf, compilePattern, isClauseEnd } from './pattern.ts'
import type { CauseRule } from './schema.ts'

interface CompiledRule {
  readonly rule: CauseRule
  readonly any: readonly RegExp[]
  readonly all: readonly RegExp[]
  readonly not: readonly RegExp[]
}

/** A pattern of a rule, by their places in the lists. */
interface Candidate {
  readonly rule: number
  readonly pattern: number
  readonly anchor: string
}

export interface CompiledRules {
  readonly rules: readonly CompiledRule[]
  /** Patterns by the first two characters of what each of their places contains. */
  readonly anchored: ReadonlyMap<string, readonly Candidate[]>
  /** Patterns that are looked for in every text. */
  readonly others: readonly Candidate[]
}

/** A place in the text, half open, in units of the original. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface RuleHit {
  readonly ruleId: string
  readonly cause: string
  readonly confidence: number
  /** Where it fits, in order, none within another. */
  readonly spans: readonly Span[]
  /** The words of the text at these places, each once. */
  readonly words: readonly string[]
}

export interface RuleRefusal {
  readonly ruleId: string
  readonly cause: string
  readonly span: Span
  /** `cancelled`: by a pattern of its own `not`. */
  readonly reason: Cancelled | 'cancelled'
}

export interface RuleMatches {
  /** The most confident first, then what the text says first. */
  readonly hits: readonly RuleHit[]
  readonly refused: readonly RuleRefusal[]
}

/** Throws `reference.pattern_refused`. */
export function compileRules(rules: readonly CauseRule[]): CompiledRules {
  const anchored = new Map<string, Candidate[]>()
  const others: Candidate[] = []
  for (const [at, { any }] of rules.entries()) {
    for (const [pattern, words] of any.entries()) {
      const anchor = anchorOf(words)
      const candidate = { rule: at, pattern, anchor: anchor ?? '' }
      if (anchor === null) others.push(candidate)
      else anchored.set(anchor.slice(0, 2), [...(anchored.get(anchor.slice(0, 2)) ?? []), candidate])
    }
  }
  const compiled = rules.map((rule) => ({
    rule,
    any: rule.any.map(compilePattern),
    all: rule.all.map(compilePattern),
    not: rule.not.map(compilePattern),
  }))
  return { rules: compiled, anchored, others }
}

export function matchRules(compiled: CompiledRules, text: string): RuleMatches {
  const folded = foldText(text)
  const candidates = candidatesIn(compiled, folded)
  if (candidates.size === 0) return { hits: [], refused: [] }
  const language = languageOf(text)
  const hits: RuleHit[] = []
  const refused: RuleRefusal[] = []
  for (const [at, { rule, any, all, not }] of compiled.rules.entries()) {
    const patterns = candidates.get(at)
    if (patterns === undefined || rule.languages?.includes(language) === false) continue
    const spans: Span[] = []
    for (const pattern of any.filter((_, place) => patterns.has(place))) {
      for (const span of placesOf(pattern, folded)) {
        const reason = reasonAgainst(folded, span, not)
        if (reason === null) spans.push(span)
        else refused.push({ ruleId: rule.id, cause: rule.cause, span, reason })
      }
    }
    if (spans.length === 0 || !all.every((pattern) => isSaid(pattern, folded))) continue
    const outer = outermost([...spans, ...all.flatMap((pattern) => placesOf(pattern, folded))])
    const words = [...new Set(outer.map(({ start, end }) => text.slice(start, end)))]
    hits.push({ ruleId: rule.id, cause: rule.cause, confidence: rule.confidence, spans: outer, words })
  }
  const first = (hit: RuleHit) => hit.spans[0]?.start ?? 0
  // A stable sort: of two equal rules the earlier in the list comes first.
  return { hits: hits.sort((a, b) => b.confidence - a.confidence || first(a) - first(b)), refused }
}

/** Which patterns of which rules may be there. */
function candidatesIn({ anchored, others }: CompiledRules, folded: string): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>()
  const add = ({ rule, pattern }: Candidate) => {
    const patterns = found.get(rule)
    if (patterns === undefined) found.set(rule, new Set([pattern]))
    else patterns.add(pattern)
  }
  others.forEach(add)
  for (let at = 0; at + 1 < folded.length; at += 1) {
    for (const each of anchored.get(folded.slice(at, at + 2)) ?? []) if (folded.startsWith(each.anchor, at)) add(each)
  }
  return found
}

function placesOf(pattern: RegExp, folded: string): Span[] {
  const spans: Span[] = []
  for (const found of folded.matchAll(pattern)) {
    if (found[0] !== '') spans.push({ start: found.index, end: found.index + found[0].length })
  }
  return spans
}

const isSaid = (pattern: RegExp, folded: string): boolean =>
  placesOf(pattern, folded).some((span) => reasonAgainst(folded, span, []) === null)

function reasonAgainst(folded: string, { start, end }: Span, not: readonly RegExp[]): RuleRefusal['reason'] | null {
  const reason = cancelled(folded, start, end, HAN.test(folded.slice(start, end)))
  if (reason !== null || not.length === 0) return reason
  const clause = clauseAround(folded, start, end)
  return not.some((pattern) => clause.search(pattern) !== -1) ? 'cancelled' : null
}

function clauseAround(folded: string, start: number, end: number): string {
  let from = start
  while (from > 0 && !isClauseEnd(folded, from - 1)) from -= 1
  let to = end
  while (to < folded.length && !isClauseEnd(folded, to)) to += 1
  return folded.slice(from, to)
}

/** Spans in order without those that lie within another. */
function outermost(spans: readonly Span[]): Span[] {
  const kept: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1)
    if (last === undefined || span.end > last.end) kept.push(span)
  }
  return kept
}
