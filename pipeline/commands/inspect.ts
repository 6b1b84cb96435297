import { inspect } from '../ingest/inspect.ts'
import type { Command } from './command.ts'

/** The YAML goes to standard output, so that it can be written to a file; what a person should look at goes beside it. */
export const run: Command = async ({ positionals, effects, print }) => {
  const found = await inspect(positionals[0] ?? '')
  effects.log(
    `${found.format}${found.encoding === null ? '' : ` ${found.encoding}`}, ${found.rows} records; looks like ${found.entity}`,
  )
  if (found.problems > 0) effects.log(`${found.problems} records are not whole`)
  for (const note of found.notes) effects.log(note)
  print(found, found.yaml.trimEnd())
  return 0
}
