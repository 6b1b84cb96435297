/** The one holder of the warehouse and the one writer of the state in this process. */
import process from 'node:process'
import { readEnvironment } from './environment.ts'
import { StateHolder } from './state.ts'
import { HOLDER_DEFAULTS, WarehouseHolder } from './warehouse.ts'

const environment = readEnvironment(process.env)
const log = (line: string) => process.stderr.write(`${line}\n`)

export const home = environment.home
export const holder = new WarehouseHolder(home, {
  ...HOLDER_DEFAULTS,
  pollMilliseconds: environment.pollMilliseconds,
  log,
})
export const state = new StateHolder(home, log)
