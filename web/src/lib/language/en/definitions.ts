import type { Texts } from '../texts.ts'

export const definitions: Texts['definitions'] = {
  title: 'KPI definitions',
}
