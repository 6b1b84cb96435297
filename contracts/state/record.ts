/** What all tables of people's writing have in common. */
import { z } from 'zod'

/** Who does something, and when. */
export interface Stamp {
  /** The name that the person states; nobody proves it until there are accounts. */
  readonly by: string
  /** ISO 8601 in UTC, as `Date.toISOString` writes it: texts compare like moments. */
  readonly at: string
}

export const nameSchema = z.string().min(1)
export const momentSchema = z.iso.datetime({ precision: 3 })

/** Text that holds JSON of a certain form. */
export const jsonText = <T>(schema: z.ZodType<T>) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue({ code: 'custom', message: 'no JSON' })
        return z.NEVER
      }
    })
    .pipe(schema)

/** The body of an edit; its form is that of the reference file that it changes, and checked where that is known. */
export const bodySchema = z.record(z.string(), z.json())
export type Body = z.infer<typeof bodySchema>

export const undoneSchema = { undone_by: nameSchema.nullable(), undone_at: momentSchema.nullable() }
