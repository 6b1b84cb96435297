/**
 * Folds of a cross-validation: texts that are the same stay together, each class is spread over all folds, and neither
 * chance nor the order of the examples decides. After Sechidis, Tsoumakas and Vlahavas, On the Stratification of
 * Multi-label Data, ECML PKDD 2011: the rarest class first, each group where that class is wanted most.
 */
import { compareText } from './order.ts'

export interface Grouped {
  /** Equal ones are never in different folds. */
  readonly group: string
  readonly classes: readonly number[]
}

/** @returns the fold of each text, 0 … folds − 1 */
export function stratifiedFolds(texts: readonly Grouped[], classes: number, folds: number): Int32Array {
  const groups = new Map<string, number[]>()
  texts.forEach(({ group }, at) => {
    const members = groups.get(group)
    if (members === undefined) groups.set(group, [at])
    else members.push(at)
  })
  const total = new Int32Array(classes)
  for (const text of texts) for (const k of text.classes) total[k] = (total[k] as number) + 1
  const rarestOf = (members: readonly number[]) =>
    members
      .flatMap((at) => texts[at]?.classes ?? [])
      .reduce((a, b) => ((total[b] as number) < (total[a] as number) || (total[b] === total[a] && b < a) ? b : a), 0)
  const ordered = [...groups]
    .map(([group, members]) => ({ group, members, rarest: rarestOf(members), key: scrambled(group) }))
    .sort(
      (a, b) =>
        (total[a.rarest] as number) - (total[b.rarest] as number) ||
        a.rarest - b.rarest ||
        a.key - b.key ||
        compareText(a.group, b.group),
    )
  const held = new Int32Array(folds * classes)
  const sizes = new Int32Array(folds)
  const found = new Int32Array(texts.length)
  for (const { members, rarest } of ordered) {
    let best = 0
    for (let fold = 1; fold < folds; fold++) {
      const fewer = (held[fold * classes + rarest] as number) - (held[best * classes + rarest] as number)
      if (fewer < 0 || (fewer === 0 && (sizes[fold] as number) < (sizes[best] as number))) best = fold
    }
    for (const at of members) {
      found[at] = best
      sizes[best] = (sizes[best] as number) + 1
      for (const k of texts[at]?.classes ?? []) held[best * classes + k] = (held[best * classes + k] as number) + 1
    }
  }
  return found
}

/** An order that has nothing to do with the text's content or its place (FNV-1a). */
function scrambled(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
