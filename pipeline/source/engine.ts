/** An engine in memory for one job: no file of its own, spilling into the home's scratch folder. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'

export interface EngineLimits {
  /** DuckDB's `memory_limit`; the process may use more. */
  readonly memory?: string
  readonly threads?: number
  /** Where it may spill to; without it, it may not. */
  readonly scratch?: string
}

/** Runs `work` with a connection that is closed afterwards. Stamps are naive UTC. */
export async function engine<T>(work: (connection: DuckDBConnection) => Promise<T>, limits: EngineLimits = {}): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    temp_directory: limits.scratch ?? '',
    ...(limits.memory === undefined ? {} : { memory_limit: limits.memory }),
    ...(limits.threads === undefined ? {} : { threads: String(limits.threads) }),
  })
  try {
    const connection = await instance.connect()
    try {
      await connection.run("SET TimeZone = 'UTC'")
      return await work(connection)
    } finally {
      connection.closeSync()
    }
  } finally {
    instance.closeSync()
  }
}
