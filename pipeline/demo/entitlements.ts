/** What the demonstration's company owes its customers when something fails: `reference/entitlements.yaml`. */
import { written } from './sources.ts'

/** As the simulation charges: exchange or refund of what is new, three years free, then paid; contracts are another matter. */
export const entitlementsYaml = (): string =>
  written(
    {
      policies: [
        {
          id: 'haoyun',
          version: 1,
          name: { 'zh-CN': '好云保修政策', en: 'Haoyun warranty' },
          in_force_from: '2024-01-01',
          excluded: ['misuse', 'water_or_drop', 'own_repair', 'label_missing', 'force_majeure', 'special_offer', 'made_to_order'],
          windows: [
            {
              id: 'exchange_in_15_days',
              name: { 'zh-CN': '购买 15 天内换新', en: 'Exchange within 15 days of purchase' },
              from: 'purchase',
              within: '15 d',
              due: 'exchange',
              freight: { in: 'company', out: 'company' },
            },
            {
              id: 'free_repair_in_36_months',
              name: {
                'zh-CN': '购买 36 个月内免费维修（含配件）',
                en: 'Free repair within 36 months of purchase, parts included',
              },
              from: 'purchase',
              within: '36 months',
              due: 'free_repair',
              freight: {
                defect: { in: 'company', out: 'company' },
                preconfirmed: { in: 'customer', out: 'company' },
                unconfirmed: { in: 'customer', out: 'customer' },
              },
            },
            {
              id: 'paid_repair',
              name: { 'zh-CN': '此后收费维修', en: 'Paid repair afterwards' },
              from: 'purchase',
              after: '36 months',
              due: 'paid_repair',
              freight: { in: 'customer', out: 'customer' },
            },
          ],
        },
      ],
      rules: [
        { policy: 'none', in_force_from: '2024-01-01', for: { service_modes: ['installation', 'maintenance', 'consultation'] } },
        { policy: 'none', in_force_from: '2024-01-01', for: { work_kinds: ['B'] } },
        { policy: 'haoyun', in_force_from: '2024-01-01' },
      ],
    },
    '好云的保修政策 · What Haoyun owes when something fails, and which tickets it is judged for.',
  )
