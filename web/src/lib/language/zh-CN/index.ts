/** 简体中文 */
import { unit, chart } from './chart.ts'
import { page, fresh, navigation, filter, state, error } from './frame.ts'
import { table, detail, moved } from './review.ts'

export const zhCN = {
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
