import { AftercareError } from '../../contracts/errors.ts'
import { makeDemo } from '../demo/demo.ts'
import { EFFECTS, type Effect } from '../demo/plan.ts'
import { propose } from '../home/nearest.ts'
import type { Command } from './command.ts'
import { wholeNumber } from './number.ts'

export const run: Command = async ({ root, text, effects, print }) => {
  const tickets = wholeNumber('tickets', text('tickets'))
  const seed = wholeNumber('seed', text('seed'))
  const plant = plantOf(text('plant'))
  const report = await makeDemo(
    root,
    {
      ...(tickets === undefined ? {} : { tickets }),
      ...(seed === undefined ? {} : { seed }),
      ...(plant === undefined ? {} : { plant }),
    },
    effects,
  )
  const rows = report.files.reduce((sum, each) => sum + each.rows, 0)
  const planted = report.planted.length === 0 ? 'nothing planted' : `planted ${report.planted.join(', ')}`
  print(
    report,
    `demonstration in ${report.root}: ${report.tickets} tickets, ${report.files.length} files, ${rows} rows; ${planted}`,
  )
  return 0
}

function plantOf(wanted: string | undefined): readonly Effect[] | 'none' | 'all' | undefined {
  if (wanted === undefined || wanted === 'none' || wanted === 'all') return wanted
  return wanted.split(',').map((word) => {
    const effect = EFFECTS.find((each) => each === word.trim())
    if (effect !== undefined) return effect
    throw new AftercareError('cli.unknown_effect', 'no such effect can be planted', {
      value: word,
      where: '--plant',
      remedy: propose(word, EFFECTS, 'effect'),
    })
  })
}
