/** The order in which models run, from what their statements read. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { AftercareError } from '../../contracts/errors.ts'
import { computedOf } from './computed.ts'
import { computedLineage, lineageOf, type Lineage } from './lineage.ts'
import { LAYERS, type Layer, type Model } from './model.ts'
import { isOrdered, parseSelect, tablesOf } from './syntax.ts'

/** What a layer may read. */
const READS: Readonly<Record<Layer, readonly string[]>> = {
  staging: ['lake', 'ref'],
  intermediate: ['staging', 'intermediate', 'ref'],
  marts: ['intermediate', 'marts', 'ref'],
}

export interface OrderedModel extends Model {
  /** Every table it reads, `schema.name`, sorted. */
  readonly dependsOn: readonly string[]
  readonly lineage: Lineage
}

/**
 * Orders models so that each runs after what it reads; among those that may run the first by layer, then by name.
 * @param tables what exists without a model: `lake.*`, `ref.*`
 * Throws `model.syntax`, `model.unknown_table`, `model.layer_skipped`, `model.cycle`, `model.view_dangling`, `model.view_unchecked`,
 * `model.computed_unknown`, `model.computed_unordered`.
 */
export async function orderModels(
  connection: DuckDBConnection,
  models: readonly Model[],
  tables: ReadonlySet<string>,
): Promise<OrderedModel[]> {
  const known = new Set([...tables, ...models.map((each) => each.id)])
  const waiting: OrderedModel[] = []
  for (const model of models) waiting.push({ ...model, ...(await readsOf(connection, model, known)) })
  waiting.sort((a, b) => LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer) || (a.name < b.name ? -1 : 1))

  const ordered: OrderedModel[] = []
  const done = new Set(tables)
  while (waiting.length > 0) {
    const at = waiting.findIndex((each) => each.dependsOn.every((id) => done.has(id)))
    const [next] = at === -1 ? [] : waiting.splice(at, 1)
    if (next === undefined) throw cycle(waiting, done)
    refuseDanglingView(next, models)
    ordered.push(next)
    done.add(next.id)
  }
  for (const model of ordered) refuseUncheckedView(model, ordered)
  return ordered
}

/** Who leaves the check of its rows to another model must be a view, and be read by that model, a table, in the end. */
function refuseUncheckedView(model: OrderedModel, ordered: readonly OrderedModel[]): void {
  const { checked_by: by } = model.contract
  if (by === undefined) return
  const reached = new Set([model.id])
  for (const each of ordered) if (each.dependsOn.some((id) => reached.has(id))) reached.add(each.id)
  const isTable = ordered.find((each) => each.id === by)?.materialized === 'table'
  if (model.materialized === 'view' && isTable && reached.has(by)) return
  throw new AftercareError(
    'model.view_unchecked',
    'the contract leaves the check to a model that is no table made of this view',
    {
      where: model.file.replace(/\.sql$/, '.yaml'),
      value: by,
      remedy: 'Name the table that reads all rows of the view, or leave `checked_by` out.',
    },
  )
}

/** A published view must not read what only the build has. */
function refuseDanglingView(model: OrderedModel, models: readonly Model[]): void {
  if (!model.keep || model.materialized !== 'view') return
  const gone = model.dependsOn.find((id) => models.some((each) => each.id === id && !each.keep))
  if (gone === undefined) return
  throw new AftercareError('model.view_dangling', 'the view is published, what it reads is not', {
    where: model.file,
    value: gone,
    remedy: 'Write `-- materialized: table`, or `-- keep: true` in the model that it reads.',
  })
}

async function readsOf(
  connection: DuckDBConnection,
  model: Model,
  known: ReadonlySet<string>,
): Promise<Pick<OrderedModel, 'dependsOn' | 'lineage'>> {
  const tree = await parseSelect(connection, model.sql, model.file)
  const references = tablesOf(tree)
  if (computedOf(model) !== null && !isOrdered(tree)) {
    throw new AftercareError(
      'model.computed_unordered',
      'a function reads the rows in no stated order, so it may give other rows each time',
      {
        where: model.file,
        value: model.computed ?? '',
        remedy: 'End the statement with an `order by` that leaves no two rows equal.',
      },
    )
  }
  for (const { schema, name } of references) {
    const id = schema === '' ? name : `${schema}.${name}`
    if (!READS[model.layer].includes(schema) && (known.has(id) || schema === 'meta')) {
      throw new AftercareError('model.layer_skipped', `a ${model.layer} model may read ${READS[model.layer].join(', ')} only`, {
        where: model.file,
        value: id,
        remedy: 'Read it through a model of the layer in between.',
      })
    }
    if (!known.has(id)) {
      throw new AftercareError('model.unknown_table', `nothing is called ${id}`, {
        where: model.file,
        value: id,
        remedy: 'Correct the name; write schema and table, as in intermediate.int_ticket.',
      })
    }
  }
  const read = lineageOf(tree)
  const lineage =
    model.computed === null
      ? read
      : computedLineage(
          read,
          model.contract.columns.map((each) => each.name),
        )
  return { dependsOn: references.map((each) => `${each.schema}.${each.name}`).sort(), lineage }
}

function cycle(waiting: readonly OrderedModel[], done: ReadonlySet<string>): AftercareError {
  const path: string[] = []
  let next = waiting[0]
  while (next !== undefined && !path.includes(next.id)) {
    path.push(next.id)
    const wanted = next.dependsOn.find((id) => !done.has(id))
    next = waiting.find((each) => each.id === wanted)
  }
  const loop = next === undefined ? path : [...path.slice(path.indexOf(next.id)), next.id]
  return new AftercareError('model.cycle', 'models wait for each other', {
    where: waiting.find((each) => each.id === loop[0])?.file ?? '',
    value: loop.join(' → '),
    remedy: 'Move what both need into a model of its own.',
  })
}
