import type { Texts } from '../texts.ts'

export const complaints: Texts['complaints'] = {
  title: 'Complaints',
}
