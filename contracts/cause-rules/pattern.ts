/** Patterns of rules: words as people write them, or regular expressions that cannot take long on any text. */
import { AftercareError } from '../errors.ts'
import { foldText, HAN } from './fold.ts'

const LONGEST = 200
/** In how many ways the repetitions of an expression may fit at one place. */
const MOST_WAYS = 5000
/** What a repetition without an end counts as: one of them takes the square of a text's length, two its cube. */
const ENDLESS = 1000
const CLAUSE_ENDS = '。!?;,\n'
/** Whether a clause ends with this sign of a folded text; a full stop ends one only at the end of a word, so that 3.5 is one. */
export function isClauseEnd(folded: string, at: number): boolean {
  const sign = folded.charAt(at)
  return sign === '.' ? !/[^\s]/.test(folded.charAt(at + 1)) : sign !== '' && CLAUSE_ENDS.includes(sign)
}
const WITHIN_CLAUSE = '[^。!?;,\\n]'
/** How much `…` stands for: a few characters of Chinese, a few words of English. */
const GAP = { han: `${WITHIN_CLAUSE}{0,8}`, latin: `${WITHIN_CLAUSE}{0,30}` } as const

interface Problem {
  readonly message: string
  readonly remedy: string
}

/** What is wrong with a pattern, or null. */
export function patternProblem(pattern: string): Problem | null {
  if (pattern.length > LONGEST)
    return { message: `a pattern has at most ${LONGEST} characters`, remedy: 'Write several shorter ones.' }
  const expression = expressionIn(pattern)
  if (expression === null) {
    const words = pattern.replace(/…|\*/g, '').trim()
    return words === '' ? { message: 'the pattern has no words', remedy: 'Write the words that customers use.' } : null
  }
  try {
    const empty = new RegExp(expression, 'iu').test('')
    if (empty) return { message: 'the expression fits everywhere', remedy: 'Let it need at least one character.' }
  } catch (cause) {
    return { message: cause instanceof Error ? cause.message : String(cause), remedy: 'Correct the regular expression.' }
  }
  return slowness(expression)
}

/** Throws `reference.pattern_refused`. @returns finds every place in a folded text (`foldText`) */
export function compilePattern(pattern: string): RegExp {
  const problem = patternProblem(pattern)
  if (problem !== null) {
    throw new AftercareError('reference.pattern_refused', problem.message, { value: pattern, remedy: problem.remedy })
  }
  const expression = expressionIn(pattern)
  return new RegExp(expression ?? wordsExpression(foldText(pattern.trim())), 'giu')
}

/**
 * Characters, at least two, that every place of the pattern contains, in a folded text: a quick look for them spares the expression on most texts.
 * Null where there are none.
 */
export function anchorOf(pattern: string): string | null {
  if (expressionIn(pattern) !== null) return null
  const pieces = foldText(pattern.trim()).split(/[…*\s]+/u)
  const longest = pieces.reduce((best, each) => (each.length > best.length ? each : best), '')
  return longest.length >= 2 ? longest : null
}

const expressionIn = (pattern: string): string | null => /^\/(.+)\/$/su.exec(pattern.trim())?.[1] ?? null

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** Latin words are whole words: `late` is not in `plate`. */
function wordsExpression(words: string): string {
  const gap = HAN.test(words) ? GAP.han : GAP.latin
  const pieces = words.split(/(…+|\*|\s+)/u).map((piece) => {
    if (piece.startsWith('…')) return gap
    if (piece === '*') return '[a-z]*'
    return piece.trim() === '' && piece !== '' ? '\\s+' : escaped(piece)
  })
  const starts = /^[a-z0-9]/.test(words) ? '(?<![a-z0-9])' : ''
  const ends = /[a-z0-9*]$/.test(words) ? '(?![a-z0-9])' : ''
  return `${starts}${pieces.join('')}${ends}`
}

const REMEDY =
  'Repeat single characters only ({0,8} rather than *), groups only by ?, and write several patterns instead of a long one.'

/**
 * Whether an expression may take long. Backtracking tries the ways in which repetitions can share a text: a repeated group can do so in exponentially
 * many, repeated characters in as many as the product of their ranges, so the first is refused and the second bounded.
 */
function slowness(expression: string): Problem | null {
  const plain = expression.replace(/\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\./g, 'x').replace(/\[[^\]]*\]/g, 'x')
  if (/\\[1-9]|\\k</.test(expression.replace(/\\\\/g, '')))
    return { message: 'an expression may not refer back to what it found', remedy: REMEDY }
  if (/\)(?:[*+]|\{)/.test(plain)) return { message: 'an expression may not repeat a group', remedy: REMEDY }
  if (/\(\?<?[=!][^)]*[*+{]/.test(plain)) return { message: 'what an expression looks ahead for may not repeat', remedy: REMEDY }
  let ways = 1
  for (const [, sign, least, comma, most] of plain.matchAll(/(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/g)) {
    if (sign === '?') ways *= 2
    else if (sign !== undefined || (comma === ',' && most === '')) ways *= ENDLESS
    else if (comma === ',') ways *= Number(most) - Number(least) + 1
  }
  // `(?:`, `(?=` and the like are no repetitions.
  ways /= 2 ** (plain.match(/\(\?/g)?.length ?? 0)
  return ways > MOST_WAYS
    ? { message: 'an expression with so many repetitions may take minutes on a long text', remedy: REMEDY }
    : null
}
