import type { Texts } from '../texts.ts'

export const technicians: Texts['technicians'] = {
  title: 'Technicians',
}
