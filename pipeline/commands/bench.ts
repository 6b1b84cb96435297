import { bench, BENCH_HEADER } from '../bench/bench.ts'
import { curveLines, qualityLines } from '../bench/causes.ts'
import { pageLineOf, PAGES_HEADER } from '../bench/page-result.ts'
import type { Command } from './command.ts'
import { wholeNumber } from './number.ts'

const SIZES = '42000,1000000'

export const run: Command = async ({ text, effects, json, print }) => {
  const sizes = (text('tickets') ?? SIZES).split(',').map((each) => wholeNumber('tickets', each.trim()) ?? 0)
  const seed = wholeNumber('seed', text('seed')) ?? 1
  if (!json) process.stdout.write(`${BENCH_HEADER}\n`)
  const results = await bench({ sizes, seed }, json ? effects : { log: (line) => process.stdout.write(`${line}\n`) })
  if (json) print(results, '')
  else {
    const lines = results.pages.flatMap(({ tickets, results: pages }) => pages.map((each) => pageLineOf(tickets, each)))
    process.stdout.write(`\n${PAGES_HEADER}\n${lines.map((each) => `${each}\n`).join('')}`)
    if (results.causes.length > 0) {
      process.stdout.write(`\n${[...qualityLines(results.causes), ...curveLines(results.causes)].join('\n')}\n`)
    }
  }
  return 0
}
