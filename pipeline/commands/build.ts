import { build, type BuildResult } from '../build/build.ts'
import { loadHome } from '../home/config.ts'
import type { Command } from './command.ts'

export const run: Command = async ({ root, text, flag, effects, print }) => {
  const home = await loadHome(root)
  const result = await build(home, { asOf: text('as-of'), ifChanged: flag('if-changed') }, effects)
  print(summary(result), sentence(result))
  return 0
}

/** The result as data for --json; null when nothing had changed. */
export function summary(result: BuildResult | null) {
  if (result === null) return { published: null }
  const warnings = result.checks.filter((each) => each.failures > 0)
  return { published: result.pointer, models: result.runs.length, checks: result.checks.length, warnings }
}

export function sentence(result: BuildResult | null): string {
  if (result === null) return 'nothing has changed since the published version'
  const warnings = result.checks.filter((each) => each.failures > 0)
  const lines = [
    `published ${result.pointer.build_id} as of ${result.pointer.as_of}: ${result.runs.length} models, ${result.checks.length} checks`,
  ]
  for (const each of warnings) lines.push(`warning ${each.check_id}: ${each.meaning} (${each.failures} rows)`)
  return lines.join('\n')
}
