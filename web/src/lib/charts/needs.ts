/** Which bundle an option needs. */
import type { ChartOption } from './option.ts'

const list = <Item>(given: Item | Item[] | undefined): Item[] =>
  given === undefined ? [] : Array.isArray(given) ? given : [given]

/** Lines alone come with the small bundle; what they say under the pointer is ours. */
export const needsMore = (option: ChartOption): boolean =>
  option.legend !== undefined || option.visualMap !== undefined || list(option.series).some(({ type }) => type !== 'line')
