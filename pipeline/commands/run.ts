import { build } from '../build/build.ts'
import { loadHome } from '../home/config.ts'
import { ingest } from '../ingest/ingest.ts'
import * as buildCommand from './build.ts'
import type { Command } from './command.ts'
import * as ingestCommand from './ingest.ts'

/** A source that cannot be read does not keep the others from being published; the exit code tells. */
export const run: Command = async ({ root, text, flag, effects, print }) => {
  const home = await loadHome(root)
  const ingested = await ingest(home, {}, effects)
  effects.log(ingestCommand.sentence(ingested))
  if (ingested.files.length === 0 && ingested.failures.length === 0) {
    effects.log(
      'no file was found: put files into inbox/ and say in sources/ what they are; `aftercare inspect <file>` proposes it',
    )
  }
  const built = await build(home, { asOf: text('as-of'), ifChanged: flag('if-changed') }, effects)
  print({ ingest: ingestCommand.summary(ingested), build: buildCommand.summary(built) }, buildCommand.sentence(built))
  return ingested.exitCode
}
