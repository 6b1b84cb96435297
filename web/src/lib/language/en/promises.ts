import type { Texts } from '../texts.ts'

export const promises: Texts['promises'] = {
  title: 'Promises',
}
