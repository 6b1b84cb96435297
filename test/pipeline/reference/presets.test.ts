/** SLA presets: what is shipped, how a home changes it, what is refused. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { homePaths } from '../../../contracts/home.ts'
import { checkPresetKnown, parseWithin, promiseRows, readPresets, ruleRows } from '../../../pipeline/reference/presets.ts'

async function homeWith(presets: string | null) {
  const home = homePaths(await mkdtemp(path.join(tmpdir(), 'presets-')))
  await mkdir(home.reference, { recursive: true })
  if (presets !== null) await writeFile(path.join(home.reference, 'sla-presets.yaml'), presets)
  return home
}

const preset = (id: string, version: number, from: string, promise: string) => `
  - id: ${id}
    version: ${String(version)}
    name: { zh-CN: 甲, en: A }
    in_force_from: ${from}
    promises:
      - { id: respond, name: { zh-CN: 响应, en: Respond }, stage: response, ${promise} }`

const respond = 'from: received, to: responded, within: 4 h'

describe('limits', () => {
  test.each([
    ['30 min', { clock: 'calendar', minutes: 30, workingDays: null }],
    ['24 h', { clock: 'calendar', minutes: 1440, workingDays: null }],
    ['7 d', { clock: 'calendar', minutes: 10_080, workingDays: null }],
    ['6 working h', { clock: 'working', minutes: 360, workingDays: null }],
    ['3 working days', { clock: 'working_days', minutes: null, workingDays: 3 }],
    ['given', { clock: 'given', minutes: null, workingDays: null }],
  ])('%s', (written, limit) => {
    expect(parseWithin(written)).toEqual(limit)
  })

  test.each(['', '24', '24 hours', '0 h', '-1 h', '2 working d', '1.5 working days', '24h'])('"%s" is none', (written) => {
    expect(parseWithin(written)).toBeNull()
  })
})

// domain: subject, start, stop, clock, limit (minutes or working days), what it applies to.
test('the shipped presets are the promises of the trade', async () => {
  const rows = promiseRows(await readPresets(await homeWith(null)))
  const said = rows.map((row) =>
    [
      row['preset'],
      row['promise_id'],
      row['subject_kind'],
      row['start_event'],
      row['stop_event'],
      row['clock'],
      row['limit_minutes'] ?? row['limit_working_days'],
    ].join(' '),
  )
  expect(said.sort()).toEqual(
    [
      'agreed agreed ticket none arrived_or_resolved given ',
      'appliance left_over_first ticket received dispatched working_days 1',
      'appliance visit_suburban ticket received arrived working 420',
      'appliance visit_urban ticket received arrived working 360',
      'contract announce_end contract month_before_end notice_given given ',
      'emergency respond ticket received responded calendar 30',
      'maker repair ticket unit_received repaired calendar 43200',
      'priority diagnose ticket unit_received quoted calendar 2880',
      'priority hand_back ticket repaired returned calendar 1440',
      'priority respond ticket received responded calendar 60',
      'priority respond_complaint complaint received responded calendar 60',
      'priority visit ticket confirmed arrived calendar 1440',
      'retail answer_stock_request stock_request requested answered calendar 10080',
      'retail repair ticket unit_received repaired calendar 10080',
      'service_desk arrange ticket received dispatched calendar 1440',
      'service_desk resolve ticket received resolved working_days 3',
      'service_desk respond ticket received responded calendar 1440',
      'standard diagnose ticket unit_received quoted calendar 4320',
      'standard hand_back ticket repaired returned calendar 1440',
      'standard respond ticket received responded calendar 1440',
      'standard respond_complaint complaint received responded calendar 1440',
      'standard visit ticket confirmed arrived calendar 2880',
      'vehicle answer_far ticket received responded calendar 720',
      'vehicle answer_supplier ticket received responded calendar 720',
      'vehicle ask_supplier ticket received supplier_contacted calendar 720',
      'vehicle visit_near ticket received arrived calendar 1440',
    ].sort(),
  )
  expect(rows.filter((row) => row['must_explain_before'] === true).map((row) => row['preset'])).toEqual(Array(5).fill('priority'))
  expect(rows.find((row) => row['promise_id'] === 'visit_near')).toMatchObject({
    fault_families: ',body,',
    max_distance_km: 100,
    supplier_involved: false,
  })
})

test('a home adds a version, and the old one ends where it begins', async () => {
  const book = await readPresets(await homeWith(`presets:${preset('standard', 2, '2026-01-01', respond)}`))
  const rows = promiseRows(book).filter((row) => row['preset'] === 'standard' && row['promise_id'] === 'respond')
  expect(rows.map((row) => [row['preset_version'], row['limit_minutes'], row['in_force_from'], row['in_force_until']])).toEqual([
    [1, 1440, '2000-01-01', '2026-01-01'],
    [2, 240, '2026-01-01', null],
  ])
})

test('a home replaces a version by its number, and brings its own rules', async () => {
  const rules = `rules:
  - { preset: emergency, in_force_from: 2025-01-01, for: { priorities: [emergency, high] } }
`
  const book = await readPresets(await homeWith(`presets:${preset('standard', 1, '2000-01-01', respond)}\n${rules}`))
  expect(promiseRows(book).filter((row) => row['preset'] === 'standard')).toHaveLength(1)
  expect(ruleRows(book)).toEqual([
    expect.objectContaining({ rule_order: 1, preset: 'emergency', priorities: ',emergency,high,', regions: null }),
  ])
})

test('a promise of a home pauses; those that are shipped do not', async () => {
  const paused = `${respond}, pauses: [customer, parts]`
  const rows = promiseRows(await readPresets(await homeWith(`presets:${preset('patient', 1, '2025-01-01', paused)}`)))
  expect(rows.filter((row) => row['pauses'] !== null).map((row) => [row['preset'], row['pauses']])).toEqual([
    ['patient', ',customer,parts,'],
  ])
})

describe('refused', () => {
  test.each([
    ['reference.unreadable', `presets:${preset('x', 1, '2025-01-01', `${respond}, pauses: [weather]`)}`],
    ['reference.unreadable', `presets:${preset('x', 1, '2025-01-01', `${respond}, pauses: []`)}`],
    [
      'reference.unreadable',
      `presets:${preset('x', 1, '2025-01-01', 'from: none, to: arrived_or_resolved, within: given, pauses: [customer]')}`,
    ],
    [
      'reference.unreadable',
      `presets:${preset('x', 1, '2025-01-01', 'subject: complaint, from: received, to: responded, within: 4 h, pauses: [customer]')}`,
    ],
    ['reference.preset_versions', `presets:${preset('standard', 2, '2000-01-01', respond)}`],
    ['reference.preset_unknown', 'rules: [{ preset: gold, in_force_from: 2025-01-01 }]'],
    ['reference.unreadable', `presets:${preset('x', 1, '2025-01-01', 'from: received, to: responded, within: 4 hours')}`],
    ['reference.unreadable', `presets:${preset('x', 1, '2025-01-01', 'from: received, to: received, within: 4 h')}`],
    ['reference.unreadable', `presets:${preset('x', 1, '2025-01-01', 'from: received, to: responded, within: given')}`],
    [
      'reference.unreadable',
      `presets:${preset('x', 1, '2025-01-01', 'subject: contract, from: received, to: responded, within: 4 h')}`,
    ],
    [
      'reference.promise_twice',
      `presets:${preset('x', 1, '2025-01-01', respond)}\n      - { id: respond, name: { zh-CN: 响应, en: Respond }, stage: response, ${respond} }`,
    ],
  ])('%s', async (code, file) => {
    await expect(readPresets(await homeWith(file))).rejects.toMatchObject({ code })
  })

  test('a preset that nobody has written', async () => {
    const book = await readPresets(await homeWith(null))
    expect(() => {
      checkPresetKnown(book, 'gold', 'aftercare.yaml, preset')
    }).toThrow(expect.objectContaining({ code: 'reference.preset_unknown', value: 'gold' }))
  })
})
