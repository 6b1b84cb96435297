/** English */
import type { Widened } from '../widened.ts'
import type { zhCN } from '../zh-CN/index.ts'
import { unit, chart } from './chart.ts'
import { page, fresh, navigation, filter, state, error } from './frame.ts'
import { table, detail, moved } from './review.ts'

export const en: Widened<typeof zhCN> = {
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
}
