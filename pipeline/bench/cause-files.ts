/** Labelled texts that nobody here wrote (kept beside the project, never in it): where they lie and which columns count. */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { z } from 'zod'
import { quoteName } from '../build/identifier.ts'
import type { Example } from '../causes/text-model/text-model.ts'
import { formatOf, readRaw } from '../read/read.ts'

export interface LabelledFile {
  readonly name: string
  readonly file: string
  /** Null: each row is a text of its own. */
  readonly id: string | null
  readonly texts: readonly string[]
  readonly code: string
  /** Only texts with one code. */
  readonly isSingle?: boolean
}

const CAR_OPINIONS = { file: 'car_opinions_zh_labelled.csv', id: 'content_id', texts: ['content'], code: 'subject' }
const FAULTS = { id: 'id_ords', texts: ['problem'], code: 'fault_type' }

export const LABELLED_FILES: readonly LabelledFile[] = [
  { name: 'car opinions, one subject', ...CAR_OPINIONS, isSingle: true },
  { name: 'car opinions, all', ...CAR_OPINIONS },
  { name: 'messages', file: 'messages_zh_labelled.xlsx', id: '留言编号', texts: ['留言主题', '留言详情'], code: '一级分类' },
  { name: 'airline tweets', file: 'airline_tweets_en_labelled.csv', id: null, texts: ['text'], code: 'negativereason' },
  { name: 'vacuums', file: 'repair_faults_vacuums_labelled.csv', ...FAULTS },
  { name: 'printers', file: 'repair_faults_printers_labelled.csv', ...FAULTS },
]

/** Beside the project, or where AFTERCARE_REAL_DATA points; null when the files are not there. */
export function complaintsFolder(): string | null {
  const data = process.env['AFTERCARE_REAL_DATA'] ?? path.resolve(import.meta.dirname, '../../../shared/data')
  const folder = path.join(data, 'complaints')
  return existsSync(folder) ? folder : null
}

/** Rows without a code are left out. */
export async function readLabelled(folder: string, spec: LabelledFile): Promise<Example[]> {
  const file = path.join(folder, spec.file)
  const scratch = path.join(tmpdir(), `aftercare-labelled-${randomUUID()}`)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const format = formatOf(file) ?? 'csv'
    const { table } = await readRaw(connection, file, 'labelled', scratch, { format, csv: {}, xlsx: {}, json: {} })
    const id = spec.id === null ? '_row' : quoteName(spec.id)
    const texts = spec.texts.map((column) => `coalesce(${quoteName(column)}, '')`).join(` || chr(10) || `)
    const reader = await connection.runAndReadAll(
      `SELECT ${id}::VARCHAR AS id, ${texts} AS text, ${quoteName(spec.code)} AS code FROM ${table} WHERE ${quoteName(spec.code)} <> ''`,
    )
    const examples = z.array(z.object({ id: z.string(), text: z.string(), code: z.string() })).parse(reader.getRowObjectsJS())
    return spec.isSingle === true ? withOneCode(examples) : examples
  } finally {
    connection.closeSync()
    instance.closeSync()
    await rm(scratch, { recursive: true, force: true })
  }
}

function withOneCode(examples: readonly Example[]): Example[] {
  const codes = new Map<string, Set<string>>()
  for (const { id, code } of examples) codes.set(id, (codes.get(id) ?? new Set()).add(code))
  return examples.filter(({ id }) => codes.get(id)?.size === 1)
}
