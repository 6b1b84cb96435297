/** English */
import type { Texts } from '../texts.ts'
import { cases } from './cases.ts'
import { unit, chart } from './chart.ts'
import { complaints } from './complaints.ts'
import { costs } from './costs.ts'
import { definitions } from './definitions.ts'
import { page, fresh, navigation, filter, state, error } from './frame.ts'
import { health } from './health.ts'
import { promises } from './promises.ts'
import { table, detail, moved } from './review.ts'
import { satisfaction } from './satisfaction.ts'
import { technicians } from './technicians.ts'
import { ticket } from './ticket.ts'
import { tickets } from './tickets.ts'

export const en: Texts = {
  page,
  navigation,
  fresh,
  filter,
  state,
  error,
  table,
  detail,
  moved,
  unit,
  chart,
  promises,
  complaints,
  costs,
  satisfaction,
  technicians,
  tickets,
  ticket,
  cases,
  health,
  definitions,
}
