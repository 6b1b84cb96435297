import type { Texts } from '../texts.ts'

export const ticket: Texts['ticket'] = {
  title: 'Ticket',
}
