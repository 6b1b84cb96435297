/** The registry is whole, says in both languages what it counts, and the models compute what it claims. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { glob } from 'tinyglobby'
import { afterAll, describe, expect, test } from 'vitest'
import { homePaths } from '../../contracts/home.ts'
import { kpiRows, readRegistry, targetRows } from '../../pipeline/reference/registry.ts'
import { causeRows, readTaxonomyHistory } from '../../pipeline/reference/taxonomy.ts'

const folder = await mkdtemp(path.join(tmpdir(), 'aftercare-kpis-'))
afterAll(() => rm(folder, { recursive: true }))
const empty = homePaths(path.join(folder, 'empty'))
const kpis = await readRegistry(empty)

/** Every line of the catalogue and what was added to it; written-out lists count one by one, durations by clock. */
const CATALOGUE = `tickets_received tickets_resolved net_flow backlog_open undispatched_today
  response_kept_rate dispatch_kept_rate visit_kept_rate diagnosis_kept_rate handback_kept_rate resolution_kept_rate agreed_kept_rate
  timeliness_rate overrun_explained_rate first_response_calendar_minutes first_response_working_minutes
  resolution_calendar_minutes resolution_working_minutes resolution_net_of_waits_minutes
  first_time_fix_rate repeat_repair_rate reopen_rate follow_up_rate survey_coverage_rate survey_response_rate
  satisfaction_rate satisfaction_attitude satisfaction_skill satisfaction_arrival satisfaction_promise net_promoter_score
  complaints_received complaints_open complaints_per_1000_jobs service_complaints_per_1000_jobs
  complaint_response_kept_rate complaint_resolution_kept_rate complaint_resolution_days complaint_feedback_rate unclassified_rate cause_agreement_rate
  cost_per_repair net_cost_per_repair warranty_cost_share supplier_recovery_rate budget_variance cost_unmatched_share
  parts_per_repair part_failure_rate old_part_return_rate stock_agreement_rate parts_wait_days stock_request_kept_rate
  repeat_replacement_rate first_pass_part_rate
  hours_by_kind report_complete_rate process_audit_score contract_notice_rate contract_renewal_rate maintenance_done_rate
  repair_over_replace_rate`.split(/\s+/)

async function homeWith(name: string, kpisYaml: string) {
  const home = homePaths(path.join(folder, name))
  await mkdir(home.reference, { recursive: true })
  await writeFile(path.join(home.reference, 'kpis.yaml'), kpisYaml)
  return home
}

describe('the registry', () => {
  test('holds the whole catalogue, each once', () => {
    expect(kpis.map((each) => each.id).sort()).toEqual([...CATALOGUE].sort())
  })

  test('says in Chinese what is Chinese', () => {
    const texts = kpis.flatMap((each) => [each.name, each.tells, each.numerator, each.denominator ?? each.numerator])
    expect(texts.filter((each) => !/\p{Script=Han}/u.test(each['zh-CN']) || /\p{Script=Han}/u.test(each.en))).toEqual([])
  })

  test('gives every ratio, mean and median a denominator, and no count', () => {
    const wrong = kpis.filter((each) => ['ratio', 'mean', 'median'].includes(each.statistic) !== (each.denominator !== undefined))
    expect(wrong.map((each) => each.id)).toEqual([])
  })

  test('has targets as fractions where the unit is a percentage', () => {
    const wrong = kpis.filter((each) => each.unit === 'percent' && each.targets.some(({ value }) => value < 0 || value > 1))
    expect(wrong.map((each) => each.id)).toEqual([])
    expect(targetRows(kpis).find((each) => each['kpi_id'] === 'timeliness_rate')).toMatchObject({
      target: 0.9,
      valid_from: '2000-01-01',
    })
  })

  test('claims to compute exactly what the models give', async () => {
    const sql = path.resolve(import.meta.dirname, '../../sql/marts')
    const files = await glob('kpi_case_*.sql', { cwd: sql })
    const texts = await Promise.all(files.map((each) => readFile(path.join(sql, each), 'utf8')))
    const found = texts.flatMap((each) =>
      [...each.matchAll(/'(\w+)' as kpi_id, (\d+) as definition_version/g)].map((match) => `${match[1]} ${match[2]}`),
    )
    const claimed = kpis.filter((each) => each.is_computed).map((each) => `${each.id} ${each.version}`)
    expect([...new Set(found)].sort()).toEqual(claimed.sort())
  })

  test('becomes one row a KPI and version, in order', () => {
    const rows = kpiRows(kpis)
    expect(rows).toHaveLength(CATALOGUE.length)
    expect(rows[0]).toMatchObject({ kpi_id: 'tickets_received', definition_version: 1, kpi_order: 1, denominator_zh: null })
  })
})

describe('a home', () => {
  test('changes targets with their dates', async () => {
    const home = await homeWith(
      'targets',
      'kpis:\n  - id: satisfaction_rate\n    targets: [{ value: 0.8, valid_from: 2024-01-01, valid_until: 2025-01-01 }, { value: 0.9, valid_from: 2025-01-01 }]\n',
    )
    const rows = targetRows(await readRegistry(home)).filter((each) => each['kpi_id'] === 'satisfaction_rate')
    expect(rows.map((each) => [each['target'], each['valid_from'], each['valid_until']])).toEqual([
      [0.8, '2024-01-01', '2025-01-01'],
      [0.9, '2025-01-01', null],
    ])
  })

  test('cannot set targets of what does not exist, nor redefine a version', async () => {
    await expect(readRegistry(await homeWith('unknown', 'kpis:\n  - { id: no_such, targets: [] }\n'))).rejects.toMatchObject({
      code: 'kpi.unknown',
      value: 'no_such',
    })
    const shipped = kpis.find((each) => each.id === 'net_flow')
    const redefined = JSON.stringify({ kpis: [{ ...shipped, is_computed: false }] })
    await expect(readRegistry(await homeWith('taken', redefined))).rejects.toMatchObject({ code: 'kpi.version_taken' })
  })

  test('adds a version, which no model computes', async () => {
    const shipped = kpis.find((each) => each.id === 'net_flow')
    const own = { ...shipped, version: 2, targets: [{ value: 0, valid_from: '2025-01-01' }], is_computed: false }
    const registry = await readRegistry(await homeWith('version', JSON.stringify({ kpis: [own] })))
    expect(registry.filter((each) => each.id === 'net_flow').map((each) => [each.version, each.is_computed])).toEqual([
      [1, true],
      [2, false],
    ])
    await expect(
      readRegistry(await homeWith('claims', JSON.stringify({ kpis: [{ ...own, is_computed: true }] }))),
    ).rejects.toMatchObject({
      code: 'reference.unreadable',
    })
  })
})

describe('the taxonomy', () => {
  const expected: Record<string, number> = {
    service: 10,
    product: 5,
    part: 5,
    logistics: 4,
    customer: 4,
    information: 4,
    policy: 4,
    unclassified: 0,
  }

  test('has two levels with their names and proposed responsibility', async () => {
    const rows = causeRows(await readTaxonomyHistory(empty, []))
    const groups = rows.filter((each) => each['level'] === 1)
    const sizes = groups.map((group) => [group['code'], rows.filter((each) => each['parent_code'] === group['code']).length])
    expect(Object.fromEntries(sizes)).toEqual(expected)
    expect(new Set(rows.map((each) => each['code'])).size).toBe(rows.length)
    expect(rows.find((each) => each['code'] === 'service.attitude')).toMatchObject({
      name_zh: '服务态度',
      parent_code: 'service',
      responsibility: 'service',
      is_current: true,
      taxonomy_version: 1,
    })
  })

  test('takes a version of the home beside the shipped one', async () => {
    const home = await homeWith('taxonomy', 'kpis: []\n')
    const name = { 'zh-CN': '甲', en: 'A' }
    const group = { code: 'own', name, description: name, responsibility: 'service', causes: [] }
    const own = { taxonomies: [{ version: 2, valid_from: '2025-01-01', groups: [group] }] }
    await writeFile(path.join(home.reference, 'taxonomy.yaml'), JSON.stringify(own))
    const current = causeRows(await readTaxonomyHistory(home, [])).filter((each) => each['is_current'] === true)
    expect(current.map((each) => each['code'])).toEqual(['own'])
  })
})
