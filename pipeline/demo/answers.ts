/** `demo-answers.json`: what is planted, how large, where and since when, and what it really came to in the files. */
import type { DemoFiles } from './files.ts'
import { MONEY } from './money.ts'
import { CLAIMS, EFFECTS, PART, RESPONSE, TECHNICIANS, VISITS, type Planted } from './plan.ts'
import type { Outcome } from './simulate.ts'
import { median, type Share, type Tally } from './tally.ts'
import { DAYS, FIRST_DAY, WEEKS, dateText } from './time.ts'

interface Answers {
  readonly options: { readonly tickets: number; readonly seed: number; readonly planted: Planted }
  readonly outcome: Outcome
  readonly files: ReturnType<DemoFiles['inventory']>
  readonly overlap: DemoFiles['overlap']
}

/** Monday of a week counted from 0. */
const monday = (week: number) => dateText(week * 7)
const rounded = (value: number, digits = 6) => Math.round(value * 10 ** digits) / 10 ** digits
const share = ({ n, x }: Share) => ({ n, x, share: n === 0 ? null : rounded(x / n) })

export function answerSheet({ options, outcome: { tally, roster }, files, overlap }: Answers) {
  const { tickets, seed, planted } = options
  const isPlanted = (effect: (typeof EFFECTS)[number]) => planted.has(effect)
  return {
    options: { tickets, seed, planted: EFFECTS.filter(isPlanted) },
    period: { first_day: FIRST_DAY, last_day: dateText(DAYS - 1), weeks: WEEKS, time_zone: 'Asia/Shanghai' },
    counts: {
      tickets: tally.tickets,
      repeats: tally.repeats,
      cancelled: tally.cancelled,
      open_at_end: tally.open,
      reopened: tally.reopened,
      impossible_order: tally.impossible,
      closed_without_response: tally.withoutResponse,
      technicians: roster.technicians.length,
    },
    files,
    money: {
      what: 'How money stands in the files. No effect: the same whatever is planted.',
      hours_only: { team: MONEY.hoursOnly.team, from: monday(MONEY.hoursOnly.fromWeek), rates: 'reference/rates.yaml' },
      second_currency: {
        supplier: MONEY.foreign.supplier,
        currency: MONEY.foreign.currency,
        rates: 'reference/currency-rates.yaml',
      },
      odd_cost_items: {
        corrections: tally.money.correction,
        zeros: tally.money.zero,
        entered_twice: tally.money.twice,
        extremes: tally.money.extreme,
      },
      leakage: { paid_jobs_not_charged: tally.money.notCharged, warranty_jobs_charged: tally.money.wronglyCharged },
    },
    resent: { file: 'tickets_2026Q1_copy.csv', same_bytes_as: 'tickets_2026Q1.csv', overlap },
    effects: {
      slow_response: {
        planted: isPlanted('slow_response'),
        what: 'Share of responses within 24 hours of reception, over decided first cycles booked under the reception.',
        from: monday(RESPONSE.fromWeek),
        limit_hours: RESPONSE.limitHours,
        kept_before: RESPONSE.kept,
        kept_after: isPlanted('slow_response') ? RESPONSE.keptAfter : RESPONSE.kept,
        found: {
          before: share(tally.response.before),
          after: share(tally.response.after),
          median_minutes_before: median(tally.minutes.before),
          median_minutes_after: median(tally.minutes.after),
        },
      },
      part_failure: {
        planted: isPlanted('part_failure'),
        what: 'Replacements of the part per week and 1,000 machines of the family in service; rises in equal weekly steps, then stays to the end.',
        part: PART.part,
        product_family: PART.family,
        fault_family: PART.fault,
        rate_before: PART.rate,
        factor: isPlanted('part_failure') ? PART.factor : 1,
        from: monday(PART.fromWeek),
        ramp_weeks: PART.rampWeeks,
        full_from: monday(PART.fromWeek + PART.rampWeeks - 1),
        found: { first_week: FIRST_DAY, per_week_by_use: [...tally.failures] },
      },
      region_visits: {
        planted: isPlanted('region_visits'),
        what: 'Share of on-site visits within 48 hours of confirmation, booked under the confirmation; worse in the region from the first day until the countermeasure.',
        region: VISITS.region,
        limit_hours: VISITS.limitHours,
        kept_elsewhere: VISITS.kept,
        kept_in_region: isPlanted('region_visits') ? VISITS.keptInRegion : VISITS.kept,
        cured_from: monday(VISITS.curedWeek),
        countermeasure: {
          'zh-CN': '成都增设备班车组，预约按街道合并排线',
          en: 'Chengdu: a standby crew, and appointments grouped by street',
        },
        found: {
          region_before: share(tally.visits.regionBefore),
          region_after: share(tally.visits.regionAfter),
          others_before: share(tally.visits.othersBefore),
          others_after: share(tally.visits.othersAfter),
        },
      },
      technicians: {
        planted: isPlanted('technicians'),
        what: 'First-time fix of judged repair jobs against what everybody reaches on the same family, fault and mode. Colleagues differ by at most 4 points.',
        points: isPlanted('technicians') ? TECHNICIANS.points : 0,
        found: {
          all: share(tally.all),
          better: TECHNICIANS.better.map((id) => fixesOf(tally, id)),
          worse: TECHNICIANS.worse.map((id) => fixesOf(tally, id)),
          average_with_hard_jobs: fixesOf(tally, TECHNICIANS.hardMix),
          average_with_easy_jobs: fixesOf(tally, TECHNICIANS.easyMix),
        },
      },
      supplier_claims: {
        planted: isPlanted('supplier_claims'),
        what: 'Claims made in this week or later are never paid; earlier ones still are. Payments take up to 57 days.',
        supplier: CLAIMS.supplier,
        from: monday(CLAIMS.fromWeek),
        paid_share_before: CLAIMS.paidShare,
        paid_share_after: isPlanted('supplier_claims') ? 0 : CLAIMS.paidShare,
        found: { before: claimsOf(tally.claims.before), after: claimsOf(tally.claims.after) },
      },
    },
  }
}

function fixesOf(tally: Tally, id: string) {
  const own = tally.fixes.get(id)?.total ?? { n: 0, x: 0 }
  const expected = tally.expected(id)
  return {
    technician_id: id,
    ...share(own),
    expected_share: own.n === 0 ? null : rounded(expected / own.n),
    difference: own.n === 0 ? null : rounded((own.x - expected) / own.n),
  }
}

const claimsOf = ({ n, claimed, paid }: Tally['claims']['before']) => ({
  n,
  claimed: rounded(claimed, 2),
  recovered: rounded(paid, 2),
})
