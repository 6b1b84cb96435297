/** The named queries of the page of parts, each with the schema of its rows. Amounts are in the home's currency. */
import { z } from 'zod'
import { day, figure, query, text } from './query.ts'

const demandClass = z.enum(['smooth', 'erratic', 'intermittent', 'lumpy', 'too_few', 'none'])
export type DemandClass = z.infer<typeof demandClass>

const listRow = z.strictObject({
  source: text,
  part_no: text,
  part_name: text.nullable(),
  supplier: text.nullable(),
  product_family: text.nullable(),
  families: figure,
  replacements: figure,
  on_product: figure,
  before_on_product: figure,
  exposure: figure.nullable(),
  before_exposure: figure.nullable(),
  pieces: figure,
  cost: figure.nullable(),
  unpriced: figure,
  rise: figure.nullable(),
  demand_class: demandClass.nullable(),
  place_by_cost: figure,
  place_by_replacements: figure,
  place_by_rise: figure,
  parts: figure,
  all_cost: figure.nullable(),
  all_replacements: figure,
})

const trendRow = z.strictObject({ period_start: day, replacements: figure, exposure: figure.nullable() })

const familyRow = z.strictObject({
  product_family: text,
  replacements: figure,
  cost: figure.nullable(),
  unit_years: figure.nullable(),
  jobs: figure,
  has_units: z.boolean(),
})

const lifeRow = z.strictObject({
  month: figure,
  followed: figure,
  survival: figure,
  lower: figure.nullable(),
  upper: figure.nullable(),
})

const populationRow = z.strictObject({
  product_family: text,
  units: figure,
  followed: figure,
  undated: figure,
  contradicted: figure,
  entered_later: figure,
  replaced: figure,
  left_unreplaced: figure,
  oldest_age: figure.nullable(),
  scale: figure,
  basis: z.enum(['units', 'seen']),
})

const waitRow = z.strictObject({
  part_no: text.nullable(),
  part_name: text.nullable(),
  waits: figure,
  median: figure.nullable(),
  p90: figure.nullable(),
  days: figure,
})

const agreementRow = z.strictObject({
  location: text,
  counts: figure,
  equal: figure,
  short: figure,
  difference: figure,
  off_value: figure,
})

const deadRow = z.strictObject({
  part_no: text,
  part_name: text.nullable(),
  location: text,
  counted_on: day,
  counted_quantity: figure,
  value: figure.nullable(),
  last_moved_on: day.nullable(),
  still_days: figure.nullable(),
  is_dead: z.boolean(),
  items: figure,
  all_value: figure,
  dead_items: figure,
  dead_value: figure,
  unjudged: figure,
  unpriced: figure,
})

const requestRow = z.strictObject({
  part_no: text,
  part_name: text.nullable(),
  requests: figure,
  kept: figure,
  broken: figure,
  unanswered: figure,
  unfilled: figure,
  median: figure.nullable(),
  p90: figure.nullable(),
})

const classRow = z.strictObject({
  demand_class: demandClass,
  parts: figure,
  pieces: figure,
  cost: figure,
  adi: figure.nullable(),
  cv2: figure.nullable(),
  last_period: day,
  from_first_demand: figure,
})

const ticketRow = z.strictObject({
  ticket_key: text,
  ticket_id: text,
  replaced_on: day,
  product_model: text.nullable(),
  fault_family: text.nullable(),
  region: text.nullable(),
  pieces: figure,
  cost: figure.nullable(),
  age_days: figure.nullable(),
  next_replaced_on: day.nullable(),
  is_repeated: z.boolean(),
  replacements: figure,
  repeated: figure,
})

const basisRow = z.strictObject({ has_units: z.boolean() })

export const partQueries = {
  basis: query('parts_basis', basisRow),
  list: query('parts_list', listRow),
  trend: query('parts_trend', trendRow),
  tickets: query('parts_tickets', ticketRow),
  families: query('parts_families', familyRow),
  life: query('parts_life', lifeRow),
  population: query('parts_life_population', populationRow),
  waits: query('parts_waits', waitRow),
  agreement: query('stock_agreement', agreementRow),
  dead: query('stock_dead', deadRow),
  requests: query('stock_requests', requestRow),
  classes: query('parts_classes', classRow),
} as const
