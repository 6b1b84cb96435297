/** The one holder of this process. */
import process from 'node:process'
import { readEnvironment } from './environment.ts'
import { HOLDER_DEFAULTS, WarehouseHolder } from './warehouse.ts'

const environment = readEnvironment(process.env)

export const home = environment.home
export const holder = new WarehouseHolder(home, {
  ...HOLDER_DEFAULTS,
  pollMilliseconds: environment.pollMilliseconds,
  log: (line) => process.stderr.write(`${line}\n`),
})
