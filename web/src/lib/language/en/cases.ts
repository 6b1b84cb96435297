import type { Texts } from '../texts.ts'

export const cases: Texts['cases'] = {
  title: 'Cases',
}
