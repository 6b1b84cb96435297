import { z } from 'zod'
import { GRAINS, SLICES } from '#contracts/slice.ts'
import { DIMENSIONS } from '#lib/filters/filters.ts'
import type { NamedQuery, Parameters } from '../named-query.ts'
import { query } from '../queries/query.ts'
import type { Lease } from '../warehouse.ts'
import { day, described, figure, figureOrNull, flag, text, whole, word } from './described.ts'
import type { PlainRow } from './format.ts'
import { checkKpis, unitField } from './kpis.ts'
import { commonFilters } from './listing.ts'
import { operation, type Asked } from './operation.ts'
import { badParameter, filterParameters, formatParameter, spanParameters } from './parameters.ts'

const own = 'the KPI’s'

const figureRow = z.strictObject({
  kpi_id: text('指标代码', 'id of the KPI'),
  definition_version: whole('定义版本', 'version of the definition', 'version'),
  unit: unitField,
  grain: word(GRAINS, '周期：周（周一开始）或月', 'period: weeks from Monday, or months'),
  period_start: day('周期第一天', 'first day of the period'),
  period_end: day('周期最后一天的次日', 'the day after the last one'),
  slice: word(['all', ...SLICES], '按哪个维度切分；整体为 all', 'the dimension it is cut by; all for the whole'),
  slice_value: text(
    '该维度的值；整体为 all，未填写为 unknown',
    'value of the dimension; all for the whole, unknown where none is recorded',
  ),
  numerator: figureOrNull('分子', 'numerator', own),
  denominator: figureOrNull('分母；计数和存量为空', 'denominator; null for counts and levels', own),
  value: figureOrNull('指标值；没有分母时为空', 'the figure; null without a denominator', own),
  n: figure('样本量：分母里的个案数；计数类为个案数', 'cases in the denominator; of counts and levels the cases booked', 'cases'),
  mean: figureOrNull('均值（均值或中位数类指标）', 'of KPIs that are a mean or a median', own),
  median: figureOrNull('中位数（均值或中位数类指标）', 'of KPIs that are a mean or a median', own),
  p90: figureOrNull('第 90 百分位（均值或中位数类指标）', '90th percentile, of KPIs that are a mean or a median', own),
  undecided: figure('尚无定论的个案数', 'cases that can still go either way', 'cases'),
  is_complete: flag('周期已结束且数据已到齐', 'the period is over and its sources have loaded beyond its end'),
  is_mature: flag('已到齐、无未定个案、且不再变化', 'complete, nothing undecided, and old enough'),
  target: figureOrNull('周期第一天有效的目标值', 'target in force on the first day', own),
})
const ready = query('api_kpi', figureRow)
const filtered = query('api_kpi_filtered', figureRow)

const parameters = z.strictObject({
  kpi: described(
    z
      .array(z.string().regex(/^[a-z][a-z0-9_]{0,80}$/))
      .min(1)
      .max(100)
      .optional(),
    '指标代码，多个用逗号分开；不写则返回全部有数值的指标',
    'ids of KPIs with commas between; without it every KPI that has figures',
  ),
  grain: described(z.enum(GRAINS).default('week'), '周期：周（week）或月（month）', 'period: week or month'),
  ...spanParameters,
  ...filterParameters,
  slice: described(
    z.enum(SLICES).optional(),
    `按这个维度切分，每个值一组；与筛选同用时只能是 ${DIMENSIONS.join('、')}`,
    `cut by this dimension, a series for each of its values; together with filters one of ${DIMENSIONS.join(', ')}`,
  ),
  ...formatParameter,
})

export const listFigures = operation({
  id: 'listFigures',
  path: '/kpi',
  title: { 'zh-CN': '指标数值', en: 'Figures' },
  tells: {
    'zh-CN': '各指标每一期的数值。from、until 按周期第一天筛选。不分页；行数超过上限时返回 413。',
    en: 'The figures of KPIs by period. `from` and `until` are about the first day of a period. In one piece: 413 when there are too many rows.',
  },
  pathParameters: z.strictObject({}),
  parameters,
  row: figureRow,
  ask: async (lease, _, asked) => {
    await checkKpis(lease, asked.kpi ?? [])
    const { from, until, ...dimensions } = commonFilters(asked)
    const active = DIMENSIONS.filter((name) => dimensions[name] !== null)
    const [filter] = active
    const base: Parameters = { kpis: asked.kpi?.join(',') ?? null, grain: asked.grain, from: from ?? null, until: until ?? null }
    if (filter === undefined) return readyMade({ slice: asked.slice ?? 'all', slice_value: null })
    if (active.length === 1 && asked.slice === undefined)
      return readyMade({ slice: filter, slice_value: dimensions[filter] ?? null })
    const slice = asked.slice ?? 'all'
    if (slice !== 'all' && !DIMENSIONS.some((name) => name === slice)) {
      throw badParameter(
        'slice',
        slice,
        'this slice cannot be combined with filters',
        `Leave the filters out, or slice by one of ${DIMENSIONS.join(', ')}.`,
      )
    }
    return inOnePiece(lease, filtered, { ...base, ...dimensions, slice })

    function readyMade(cut: Parameters): Asked {
      return inOnePiece(lease, ready, { ...base, ...cut })
    }
  },
})

const inOnePiece = (lease: Lease, named: NamedQuery<PlainRow>, bound: Parameters): Asked => ({
  identity: [named.sql, bound],
  paging: null,
  rows: () => lease.rows(named, bound),
  arrow: () => lease.arrow(named, bound),
})
