/** Demand of real parts: their classes against a slow computation of their own, and against what the workbook's author published in it. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { beforeAll, describe, expect, test } from 'vitest'
import { copied, publishHome, type Row } from '../published.ts'
import { hasRealData, realData } from './data.ts'
import { readReal } from './records.ts'

interface Measured {
  readonly adi: number | null
  readonly cv2: number | null
  readonly word: string
}

/** By the definition, without a mean: the variance as the mean of half the squared differences of all pairs. */
function measure(demands: readonly number[]): Measured {
  const sizes = demands.filter((each) => each > 0)
  const n = sizes.length
  if (n === 0) return { adi: null, cv2: null, word: 'none' }
  const adi = demands.length / n
  if (n === 1) return { adi, cv2: null, word: 'too_few' }
  let pairs = 0
  for (const [at, one] of sizes.entries()) for (const other of sizes.slice(at + 1)) pairs += (one - other) ** 2
  const total = sizes.reduce((sum, each) => sum + each, 0)
  const cv2 = (pairs * n) / ((n - 1) * total ** 2)
  const isRare = adi >= 1.32
  const word = cv2 < 0.49 ? (isRare ? 'intermittent' : 'smooth') : isRare ? 'lumpy' : 'erratic'
  return { adi, cv2, word }
}

const tally = (words: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(words)].sort().map((word) => [word, words.filter((each) => each === word).length]))

function compare(ours: readonly Row[], theirs: ReadonlyMap<string, readonly number[]>): void {
  expect(ours).toHaveLength(theirs.size)
  for (const row of ours) {
    const demands = theirs.get(String(row['part_no']))
    if (demands === undefined) throw new Error(`no such part: ${String(row['part_no'])}`)
    const { adi, cv2, word } = measure(demands)
    expect([row['part_no'], row['periods'], row['demand_class']]).toEqual([row['part_no'], demands.length, word])
    for (const [name, value] of [
      ['adi', adi],
      ['cv2', cv2],
    ] as const) {
      if (value === null) expect(row[name]).toBeNull()
      else expect(Number(row[name])).toBeCloseTo(value, 9)
    }
  }
}

const classes = (grain: string) =>
  `SELECT part_no, periods, adi, cv2, demand_class FROM marts.part_demand_class WHERE grain = '${grain}'`

describe.skipIf(!hasRealData)('demand of real parts', () => {
  beforeAll(() => {
    process.env['AFTERCARE_REAL_DATA'] = realData()
  })

  test('car parts by month: 2,674, each as computed by hand; what was given up has no zeros afterwards', async () => {
    const published = await publishHome(copied(path.join(import.meta.dirname, 'homes', 'carparts')))
    const demands = new Map<string, number[]>()
    for (const { part = '', demand = '' } of await readReal('utf-8', 'parts', 'carparts_monthly.csv')) {
      const known = demands.get(part) ?? []
      if (demand !== '') known.push(Number(demand))
      demands.set(part, known)
    }
    const ours = await published.query(classes('month'))
    compare(ours, demands)
    expect(tally(ours.map((each) => String(each['demand_class'])))).toEqual({
      erratic: 1,
      intermittent: 2206,
      lumpy: 435,
      smooth: 2,
      too_few: 30,
    })
    const total = [...demands.values()].flat().reduce((sum, each) => sum + each, 0)
    expect(
      await published.query('SELECT grain, sum(demand)::INTEGER AS pieces FROM marts.part_demand GROUP BY grain ORDER BY grain'),
    ).toEqual([
      { grain: 'month', pieces: total },
      { grain: 'week', pieces: total },
    ])
  }, 120_000)

  test('spare parts by week: 3,451 as computed by hand, and as the workbook’s author has them', async () => {
    const published = await publishHome(copied(path.join(import.meta.dirname, 'homes', 'spare_parts')))
    const { sheets } = await readXlsx(await readFile(realData('parts', 'spare_parts_weekly.xlsx')))
    const rows = (sheets.find(({ name }) => name === 'Data')?.rows ?? []).filter(([no]) => typeof no === 'number')
    // Nine columns before the first week (the first of them the number), 150 weeks.
    const demands = new Map(rows.map((row) => [String(row[0]), row.slice(9, 159).map(Number)]))
    const ours = await published.query(classes('week'))
    compare(ours, demands)
    const counts = tally(ours.map((each) => String(each['demand_class'])))
    expect(counts).toEqual({ erratic: 23, intermittent: 655, lumpy: 963, none: 1510, smooth: 1, too_few: 299 })

    // The author's own columns: ADI, and CV² with n in place of n − 1; his words follow from that, and one demand is intermittent to him.
    const byNo = new Map(ours.map((each) => [String(each['part_no']), each]))
    const words = (sheets.find(({ name }) => name === 'Blad1')?.rows ?? []).slice(3)
    const moved: string[] = []
    const told: string[] = []
    for (const [at, row] of rows.entries()) {
      const [cv2, adi] = [row[165], row[166]]
      const word = String(words[at]?.[6]).toLowerCase()
      const mine = byNo.get(String(row[0])) ?? {}
      if (typeof adi !== 'number' || typeof cv2 !== 'number') {
        expect(mine['demand_class']).toBe('none')
        continue
      }
      told.push(word)
      expect(Number(mine['adi'])).toBeCloseTo(adi, 9)
      const n = Math.round(150 / adi)
      if (n > 1) expect(Number(mine['cv2'])).toBeCloseTo((cv2 * n) / (n - 1), 9)
      if (n > 1 && mine['demand_class'] !== word) moved.push(`${word} → ${String(mine['demand_class'])}`)
    }
    expect(tally(told)).toEqual({ erratic: 23, intermittent: 1038, lumpy: 879, smooth: 1 })
    expect(tally(moved)).toEqual({ 'intermittent → lumpy': 84 })
    expect(1038 - 84 - Number(counts['too_few'])).toBe(counts['intermittent'])
  }, 120_000)
})
