/** The periods and dimensions by which figures are cut. Apart from the schemas, since the pages send these to the browser. */
export const GRAINS = ['week', 'month'] as const
export type Grain = (typeof GRAINS)[number]

/** The dimensions by which `kpi_period` is sliced; the whole is slice `all`, slice_value `all`. */
export const SLICES = [
  'source',
  'site',
  'region',
  'team',
  'product_family',
  'fault_family',
  'service_mode',
  'work_kind',
  'priority',
  'warranty',
] as const
export type Slice = (typeof SLICES)[number] | 'all'
