/** What the demonstration's hours, kilometres and dollars cost, and whose budget is whose: files of `reference/`. */
import { written } from './sources.ts'
import type { Organisation } from './vocabulary.ts'

/** Yuan an hour by level; from 2026 on 4 % more. */
const WAGES = { 初级: 60, 中级: 66, 高级: 74, 技师: 82 } as const
const RAISE = 1.04
const TRAVEL = { per_hour: 30, per_km: 0.9 } as const
const FIRST = '2024-01-01'
const RAISED = '2026-01-01'

const USD_RATES = [
  { currency: 'USD', rate: 7.2, in_force_from: FIRST },
  { currency: 'USD', rate: 7.1, in_force_from: '2025-07-01' },
  { currency: 'USD', rate: 7, in_force_from: RAISED },
] as const

/** `reference/rates.yaml`. Internal hours have no rate: what they cost is in nobody's repair. */
export const ratesYaml = (): string =>
  written(
    {
      labour: [
        ...Object.entries(WAGES).map(([level, wage]) => ({
          per_hour: wage,
          in_force_from: FIRST,
          in_force_until: RAISED,
          for: { skill_levels: [level], work_kinds: ['A', 'B', 'C'] },
        })),
        ...Object.entries(WAGES).map(([level, wage]) => ({
          per_hour: Math.round(wage * RAISE * 100) / 100,
          in_force_from: RAISED,
          for: { skill_levels: [level], work_kinds: ['A', 'B', 'C'] },
        })),
      ],
      travel: [{ ...TRAVEL, in_force_from: FIRST }],
    },
    '佛山组只报工时和里程，按此计价 · Foshan reports hours and kilometres only; this is what they cost.',
  )

/** `reference/currency-rates.yaml`. */
export const currencyRatesYaml = (): string => written({ rates: USD_RATES }, '美元折合人民币 · One dollar in yuan.')

/** `reference/cost-centres.yaml`. */
export const costCentresYaml = ({ sites }: Organisation): string =>
  written(
    {
      cost_centres: sites.map(({ code, team }) => ({ cost_centre: code, in_force_from: FIRST, for: { teams: [team] } })),
    },
    '预算按服务站编号编制 · The budget names stations by their codes.',
  )
