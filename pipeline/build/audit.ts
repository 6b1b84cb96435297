/** Audits: statements that return the rows that are wrong. `sql/audits/<name>.sql`. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { glob } from 'tinyglobby'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import { firstRow, type CheckResult } from './check.ts'
import { splitHeader, SQL_FOLDER } from './model.ts'

const headerSchema = z.strictObject({ severity: z.enum(['error', 'warning']), why: z.string().min(1) })

export interface Audit {
  readonly name: string
  readonly file: string
  readonly severity: 'error' | 'warning'
  readonly why: string
  readonly sql: string
}

/** All audits by name. Throws `audit.header_unreadable`. */
export async function readAudits(folder: string = SQL_FOLDER): Promise<Audit[]> {
  const names = (await glob('audits/*.sql', { cwd: folder })).sort()
  return Promise.all(names.map((each) => readAudit(path.join(folder, each))))
}

async function readAudit(file: string): Promise<Audit> {
  const { header, sql } = splitHeader(await readFile(file, 'utf8'))
  const parsed = headerSchema.safeParse(header)
  if (!parsed.success) {
    throw new AftercareError('audit.header_unreadable', z.prettifyError(parsed.error), {
      where: file,
      remedy: 'Write `-- severity: error` (or warning) and `-- why: …` at the top.',
    })
  }
  return { name: path.parse(file).name, file, sql, ...parsed.data }
}

/** Runs every audit, also after one that found something. Throws `audit.not_runnable`. */
export async function runAudits(connection: DuckDBConnection, audits: readonly Audit[]): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const { name, file, severity, why, sql } of audits) {
    try {
      const counted = await connection.runAndReadAll(`select count(*) from (${sql}) as wrong`)
      const failures = Number(counted.getRows()[0]?.[0] ?? 0)
      const sample = failures === 0 ? null : await firstRow(connection, `select wrong.* from (${sql}) as wrong`)
      results.push({ check_id: `audit:${name}`, kind: 'audit', model: null, severity, failures, sample, meaning: why })
    } catch (cause) {
      throw new AftercareError('audit.not_runnable', cause instanceof Error ? cause.message : String(cause), {
        where: file,
        remedy: 'Correct the statement.',
        exitCode: 1,
        cause,
      })
    }
  }
  return results
}

/** Throws `audit.failed` when an audit of severity error found anything. */
export function refuseFailedAudits(results: readonly CheckResult[]): void {
  const failed = results.filter((each) => each.severity === 'error' && each.failures > 0)
  const [first] = failed
  if (first === undefined) return
  throw new AftercareError(
    'audit.failed',
    failed.map((each) => `${each.check_id}: ${each.meaning} (${each.failures} rows)`).join('; '),
    {
      where: first.check_id,
      ...(first.sample === null ? {} : { value: first.sample.slice(0, 600) }),
      remedy: 'Look at the rows that the audit names; nothing was published.',
      exitCode: 1,
    },
  )
}
