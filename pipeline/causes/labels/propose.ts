/** What a label that the taxonomy does not know may mean: causes whose names are written alike. Proposals only; a person accepts them. */
import { z } from 'zod'
import type { Computed } from '../../build/computing.ts'
import type { Row } from '../../build/table.ts'
import { similarity } from './similarity.ts'

const rowSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cause'), code: z.string(), name_zh: z.string(), name_en: z.string() }),
  z.object({ kind: z.literal('label'), source: z.string(), label: z.string(), complaints: z.int() }),
])
type Cause = Extract<z.infer<typeof rowSchema>, { kind: 'cause' }>

/** Below this, what two labels share is mostly chance: 服务 or `out of` alone. */
const LEAST_SIMILARITY = 0.5
const MOST_PROPOSALS = 3

/** Rows of `marts.cause_label_proposal`. */
export const causeLabels: Computed = async (chunks) => {
  const causes: Cause[] = []
  const proposals: Row[] = []
  for await (const chunk of chunks) {
    for (const each of z.array(rowSchema).parse(chunk)) {
      if (each.kind === 'cause') causes.push(each)
      else {
        const { source, label, complaints } = each
        for (const [at, { code, likeness }] of nearest(label, causes).entries()) {
          proposals.push({ source, label, place: at + 1, code, complaints, similarity: likeness, method: 'similar_name' })
        }
      }
    }
  }
  return proposals
}

function nearest(label: string, causes: readonly Cause[]): { code: string; likeness: number }[] {
  return causes
    .map(({ code, name_zh, name_en }) => ({ code, likeness: Math.max(similarity(label, name_zh), similarity(label, name_en)) }))
    .filter(({ likeness }) => likeness >= LEAST_SIMILARITY)
    .sort((a, b) => b.likeness - a.likeness || (a.code < b.code ? -1 : 1))
    .slice(0, MOST_PROPOSALS)
}
