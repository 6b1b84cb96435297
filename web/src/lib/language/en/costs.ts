import type { Texts } from '../texts.ts'

export const costs: Texts['costs'] = {
  title: 'Cost and parts',
}
