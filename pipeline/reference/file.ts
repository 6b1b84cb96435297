/** Reference data as files: what the program brings, and what a home overrides or adds, entry by entry. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'

/** What comes with the program. */
export const SHIPPED_REFERENCE = path.resolve(import.meta.dirname, '../../data/reference')

/**
 * Reads and checks one YAML file; null when it does not exist.
 * Throws `reference.unreadable`, or the code that a refinement of the schema brings along (`addIssue`).
 */
export async function readReferenceFile<T>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  let source: string
  try {
    source = await readFile(file, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw cause
  }
  const document = parseDocument(source)
  const broken = document.errors[0]
  if (broken) throw unreadable(file, broken.message)
  const parsed = schema.safeParse(document.toJS())
  if (!parsed.success) throw coded(file, parsed.error) ?? unreadable(file, z.prettifyError(parsed.error))
  return parsed.data
}

/** One reference file as shipped (it must be there) and as the home overrides it. Throws `reference.unreadable`, `reference.missing`. */
export async function readReference<T>(
  home: HomePaths,
  name: string,
  schema: z.ZodType<T>,
): Promise<{ shipped: T; own: T | null }> {
  const file = path.join(SHIPPED_REFERENCE, name)
  const shipped = await readReferenceFile(file, schema)
  if (shipped === null) {
    throw new AftercareError('reference.missing', `${name} is not there`, {
      where: file,
      remedy: 'Install the program anew: the file comes with it.',
    })
  }
  return { shipped, own: await readReferenceFile(path.join(home.reference, name), schema) }
}

/** The shipped entries in their order, each replaced by the home's entry of the same identity; the home's other entries follow. */
export function mergeById<T>(shipped: readonly T[], own: readonly T[] | undefined, identity: (entry: T) => string): T[] {
  const merged = new Map(shipped.map((each) => [identity(each), each]))
  for (const each of own ?? []) merged.set(identity(each), each)
  return [...merged.values()]
}

const detailSchema = z.object({ code: z.string(), remedy: z.string(), value: z.string().optional() })

/** The first issue, when it carries its own code and remedy. */
function coded(file: string, error: z.ZodError): AftercareError | null {
  const [issue] = error.issues
  const detail = issue?.code === 'custom' ? detailSchema.safeParse(issue.params) : undefined
  if (issue === undefined || detail?.success !== true) return null
  const { code, remedy, value } = detail.data
  const where = `${file}, ${z.core.toDotPath(issue.path)}`
  return new AftercareError(code, issue.message, { where, remedy, ...(value === undefined ? {} : { value }) })
}

const unreadable = (where: string, message: string) =>
  new AftercareError('reference.unreadable', message, {
    where,
    remedy: 'Correct the place it names; the shipped file of the same name shows the form.',
  })
