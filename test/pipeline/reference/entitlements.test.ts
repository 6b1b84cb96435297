/** Entitlement policies: what is shipped, how a home changes it, what is refused. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { homePaths } from '../../../contracts/home.ts'
import {
  checkPolicyKnown,
  entitlementRows,
  entitlementRuleRows,
  parseSpan,
  pickupRows,
  readEntitlements,
} from '../../../pipeline/reference/entitlements.ts'

async function homeWith(entitlements: string | null) {
  const home = homePaths(await mkdtemp(path.join(tmpdir(), 'entitlements-')))
  await mkdir(home.reference, { recursive: true })
  if (entitlements !== null) await writeFile(path.join(home.reference, 'entitlements.yaml'), entitlements)
  return home
}

const policy = (id: string, version: number, from: string, window = 'within: 12 months, due: free_repair') => `
  - id: ${id}
    version: ${String(version)}
    name: { zh-CN: 甲, en: A }
    in_force_from: ${from}
    windows:
      - { id: w, name: { zh-CN: 窗, en: W }, from: purchase, ${window} }`

describe('spans', () => {
  test.each([
    ['7 d', { days: 7, months: null }],
    ['1 month', { days: null, months: 1 }],
    ['15 months', { days: null, months: 15 }],
  ])('%s', (written, parsed) => {
    expect(parseSpan(written)).toEqual(parsed)
  })

  test.each(['', '7', '0 d', '-1 d', '1.5 months', '7 days', '3months'])('"%s" is none', (written) => {
    expect(parseSpan(written)).toBeNull()
  })
})

// domain: policy, start, bounds, conditions, what is due, freight in/out: with a defect, preconfirmed without, unconfirmed without.
test('the shipped policies are those of the trade, none merged', async () => {
  const book = await readEntitlements(await homeWith(null))
  const said = entitlementRows(book).map((row) =>
    [
      row['policy'],
      row['start_event'],
      `(${String(row['after_days'] ?? (row['after_months'] === null ? '' : `${String(row['after_months'])}m`))},`,
      `${String(row['within_days'] ?? (row['within_months'] === null ? '' : `${String(row['within_months'])}m`))}]`,
      row['needs_defect'] === null ? '' : row['needs_defect'] === true ? 'defect' : 'no_defect',
      row['needs_unharmed'] === true ? 'unharmed' : '',
      row['due'],
      row['up_to_share_of_price'] ?? '',
      ...['defect', 'preconfirmed', 'unconfirmed'].map(
        (which) => `${String(row[`freight_in_${which}`] ?? '-')}/${String(row[`freight_out_${which}`] ?? '-')}`,
      ),
    ]
      .filter((each) => each !== '')
      .join(' '),
  )
  const customer = 'customer/customer customer/customer customer/customer'
  const back = 'customer/company customer/company customer/company'
  const unsaid = '-/- -/- -/-'
  expect(said).toEqual([
    `dealer shipment (, 15m] free_repair ${back}`,
    `dealer repair (, 6m] free_repair ${customer}`,
    `dealer shipment (15m, ] paid_repair 0.2 ${customer}`,
    `maker receipt (, 7] defect refund ${customer}`,
    `maker receipt (, 7] no_defect unharmed exchange_with_difference ${customer}`,
    `maker purchase (, 3m] defect exchange ${back}`,
    'maker purchase (, 12m] free_repair company/company customer/company customer/customer',
    `maker purchase (12m, ] free_labour ${customer}`,
    `retail purchase (, 7] unharmed return ${unsaid}`,
    `retail purchase (, 15] defect refund ${unsaid}`,
    `retail purchase (15, 30] defect exchange ${unsaid}`,
    `retail purchase (30, 3m] defect free_repair ${unsaid}`,
    `retail purchase (3m, ] paid_repair ${unsaid}`,
  ])
  expect(new Set(entitlementRows(book).map((row) => row['exclusions']))).toEqual(
    new Set([',misuse,water_or_drop,own_repair,label_missing,force_majeure,special_offer,made_to_order,']),
  )
  expect(entitlementRuleRows(book), 'without a rule nothing is judged').toEqual([])
  expect(pickupRows(book)).toEqual([{ notices: 3, first_after_days: 0, again_after_days: 3, ship_after_days: 3 }])
})

test('a home adds a version from a day on; the one before ends there', async () => {
  const rows = entitlementRows(await readEntitlements(await homeWith(`policies:${policy('retail', 2, '2026-01-01')}`)))
  const retail = rows.filter((row) => row['policy'] === 'retail')
  expect(new Set(retail.map((row) => `${String(row['policy_version'])} ${String(row['in_force_until'])}`))).toEqual(
    new Set(['1 2026-01-01', '2 null']),
  )
  expect(retail.filter((row) => row['policy_version'] === 2)).toHaveLength(1)
})

test('a home replaces a policy by id and version, and the rules and notices as a whole', async () => {
  const rules =
    'rules: [{ policy: none, in_force_from: 2025-01-01 }, { policy: own, in_force_from: 2025-01-01, for: { work_kinds: [A, C] } }]'
  const pickup = 'pickup: { notices: 2, first_after_days: 1, again_after_days: 7, ship_after_days: 0 }'
  const policies = `policies:${policy('maker', 1, '2000-01-01')}${policy('own', 1, '2000-01-01')}`
  const book = await readEntitlements(await homeWith(`${policies}\n${rules}\n${pickup}`))
  expect(entitlementRows(book).filter((row) => row['policy'] === 'maker')).toHaveLength(1)
  expect(entitlementRuleRows(book).map((row) => [row['rule_order'], row['policy'], row['work_kinds']])).toEqual([
    [1, 'none', null],
    [2, 'own', ',A,C,'],
  ])
  expect(pickupRows(book)).toEqual([{ notices: 2, first_after_days: 1, again_after_days: 7, ship_after_days: 0 }])
})

describe('refused', () => {
  const window = (text: string) => `policies:${policy('own', 1, '2000-01-01', text)}`
  test.each([
    ['reference.unreadable', 'policies: [{ id: own }]'],
    ['reference.unreadable', window('within: 7 days, due: refund')],
    ['reference.unreadable', window('within: 7 d, due: gift')],
    ['reference.unreadable', window('after: 30 d, within: 1 month, due: refund')],
    ['reference.unreadable', window('within: 7 d, due: refund, up_to_share_of_price: 0.2')],
    ['reference.unreadable', window('within: 7 d, due: refund, freight: { in: customer }')],
    ['reference.unreadable', window('due: refund').replace('from: purchase', 'from: repair')],
    ['reference.unreadable', `policies:${policy('none', 1, '2000-01-01')}`],
    ['reference.unreadable', 'pickup: { notices: 0, first_after_days: 0, again_after_days: 3, ship_after_days: 3 }'],
    ['reference.policy_versions', `policies:${policy('retail', 2, '2000-01-01')}`],
    ['reference.policy_unknown', 'rules: [{ policy: makers, in_force_from: 2025-01-01 }]'],
    [
      'reference.window_twice',
      `policies:${policy('own', 1, '2000-01-01')}
      - { id: w, name: { zh-CN: 窗, en: W }, from: purchase, due: paid_repair }`,
    ],
  ])('%s: %s', async (code, yaml) => {
    await expect(readEntitlements(await homeWith(yaml))).rejects.toMatchObject({ code })
  })

  test('a policy of the settings that nobody wrote', async () => {
    const book = await readEntitlements(await homeWith(null))
    expect(() => {
      checkPolicyKnown(book, 'makers', 'aftercare.yaml')
    }).toThrow(/no entitlement policy makers/)
    expect(() => {
      checkPolicyKnown(book, 'none', 'aftercare.yaml')
    }).not.toThrow()
  })
})
