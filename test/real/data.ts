/** Public files beside the project that nobody here wrote; tests that need them say that they were skipped where they are absent. */
import { existsSync } from 'node:fs'
import path from 'node:path'

const folder = process.env.AFTERCARE_REAL_DATA ?? path.resolve(import.meta.dirname, '../../../shared/data')

export const hasRealData: boolean = existsSync(path.join(folder, 'csv-hard-cases'))

/** Absolute path of a real file, for instance `realData('tickets', 'helpdesk.csv')`. */
export const realData = (...parts: string[]): string => path.join(folder, ...parts)
