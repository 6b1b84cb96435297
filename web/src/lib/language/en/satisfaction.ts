import type { Texts } from '../texts.ts'

export const satisfaction: Texts['satisfaction'] = {
  title: 'Satisfaction',
}
