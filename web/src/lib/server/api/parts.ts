import { z } from 'zod'
import { query } from '../queries/query.ts'
import { day, dayOrNull, dimensionFields, figure, figureOrNull, flag, flagOrNull, stamp, text, textOrNull } from './described.ts'
import { commonFilters, listed, orNull } from './listing.ts'
import { operation } from './operation.ts'
import { filterParameters, formatParameter, pageParameters, spanParameters, value } from './parameters.ts'

const money = 'currency of the row'
const home = 'home currency'

const partRow = z.strictObject({
  usage_key: text('用料键：来源系统加用料号，全局唯一', 'source and usage id, unique'),
  source: text('来源系统', 'source system'),
  usage_id: text('来源系统里的用料号', 'number within the source'),
  ticket_id: textOrNull('所填的工单号', 'ticket as given'),
  ticket_key: textOrNull('对应的工单键；查无此单时为空', 'its ticket; null when that does not exist'),
  used_at: stamp('使用', 'used'),
  used_on: day('使用日期', 'used on'),
  part_no: text('备件编号', 'part number'),
  part_name: textOrNull('备件名称', 'name of the part'),
  supplier: textOrNull('供应商', 'supplier'),
  is_returnable: flagOrNull('旧件须返还', 'the old part has to be returned'),
  quantity: figure('数量，退回为负', 'quantity, negative when returned', 'pieces'),
  unit_cost: figureOrNull('当日单价', 'unit cost on that day', money),
  cost: figureOrNull('单价乘数量；没有单价时为空', 'unit cost times quantity; null without unit cost', money),
  charged_amount: figureOrNull('向客户收取', 'charged to the customer', money),
  old_part_returned: flagOrNull('旧件已返还', 'the old part was returned'),
  claim_amount: figureOrNull('向供应商索赔', 'claimed from the supplier', money),
  claimed_on: dayOrNull('索赔日期', 'claimed on'),
  recovered_amount: figureOrNull('已追回', 'recovered', money),
  recovered_on: dayOrNull('追回日期', 'recovered on'),
  currency: text('币种，ISO 4217', 'ISO 4217'),
  currency_rate: figureOrNull(
    '使用当日一单位外币折合本币；没有汇率时为空',
    'what one unit was worth on the day of use; null without a rate',
    home,
  ),
  is_rated: flag('单价来自价目表而不是来源系统', 'the price comes from a price list, not from the source'),
  home_cost: figureOrNull('费用折合本币；没有单价或汇率时为空', 'cost; null without price or rate', home),
  home_charged_amount: figureOrNull('向客户收取，折合本币', 'charged to the customer', home),
  home_claim_amount: figureOrNull('向供应商索赔，折合本币', 'claimed from the supplier', home),
  home_recovered_amount: figureOrNull('已追回，折合本币', 'recovered', home),
  ...dimensionFields,
})
const parts = query('api_parts', partRow)

export const listParts = operation({
  id: 'listParts',
  path: '/parts',
  title: { 'zh-CN': '备件使用列表', en: 'Parts used' },
  tells: {
    'zh-CN': '按使用日期（网点当地日期）排序的备件使用，分页读取。不含技师的标识。',
    en: 'Parts used in the order of the site-local day of their use, page by page. Without ids of technicians.',
  },
  pathParameters: z.strictObject({}),
  parameters: z.strictObject({
    ...spanParameters,
    ...filterParameters,
    part_no: value('只要这个备件编号', 'only this part number').optional(),
    ...pageParameters,
    ...formatParameter,
  }),
  row: partRow,
  ask: (lease, _, asked) =>
    listed(lease, {
      query: parts,
      onColumn: 'used_on',
      keyColumn: 'usage_key',
      filters: { ...commonFilters(asked), part_no: orNull(asked.part_no) },
      limit: asked.limit,
      after: asked.after,
    }),
})
