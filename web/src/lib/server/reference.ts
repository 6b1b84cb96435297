/** Reference files that people edit on the pages, as the next build will read them: what the program brings, and what the home replaces or adds. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { AftercareError } from '#contracts/errors.ts'
import { taxonomySchema, type Taxonomy } from '#contracts/taxonomy/schema.ts'
import shippedTaxonomies from '../../../../data/reference/taxonomy.yaml?raw'
import { home } from './served.ts'

const taxonomiesSchema = z.object({ taxonomies: z.array(taxonomySchema) })

/** The versions of files, each of the home's in the place of the shipped one of its number. Throws `reference.unreadable`. */
export async function readTaxonomyFiles(): Promise<readonly Taxonomy[]> {
  const shipped = parsed('taxonomy.yaml', shippedTaxonomies, taxonomiesSchema).taxonomies
  const own = (await readOwn('taxonomy.yaml', taxonomiesSchema))?.taxonomies ?? []
  return mergedBy(({ version }) => version, shipped, own)
}

/** In the order of the shipped ones; the home's others follow. */
export const mergedBy = <T>(identity: (entry: T) => unknown, shipped: readonly T[], own: readonly T[]): readonly T[] => [
  ...new Map([...shipped, ...own].map((each) => [identity(each), each])).values(),
]

/** Null where the home has no such file. */
export async function readOwn<T>(name: string, schema: z.ZodType<T>): Promise<T | null> {
  const file = path.join(home.reference, name)
  try {
    return parsed(file, await readFile(file, 'utf8'), schema)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw cause
  }
}

export function parsed<T>(where: string, source: string, schema: z.ZodType<T>): T {
  const document = parseDocument(source)
  const [broken] = document.errors
  const result = schema.safeParse(broken === undefined ? document.toJS() : null)
  if (broken === undefined && result.success) return result.data
  throw new AftercareError('reference.unreadable', broken?.message ?? z.prettifyError(result.error ?? new z.ZodError([])), {
    where,
    remedy: 'Correct the place it names; the shipped file of the same name shows the form.',
  })
}
