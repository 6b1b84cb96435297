/** The columns of the lake's tables: canonical fields first, then what the program adds to each row. */
import { entityContract, type EntityName } from '../../contracts/entities.ts'
import { LAKE_TYPE } from '../../contracts/field.ts'
import { columnSchema, type Column } from './contract.ts'

const SYSTEM_COLUMNS: readonly Column[] = [
  { name: 'source', type: 'VARCHAR', required: true },
  { name: 'source_file', type: 'VARCHAR', required: true },
  { name: 'source_row', type: 'INTEGER', required: true },
  { name: 'load_id', type: 'VARCHAR', required: true },
  { name: 'load_sequence', type: 'INTEGER', required: true },
  { name: 'content_hash', type: 'VARCHAR', required: true },
  { name: 'extra', type: 'VARCHAR', required: false },
]

/** The columns of `lake.<entity>`, in order. */
export function lakeColumns(entity: EntityName): Column[] {
  const fields = entityContract(entity).fields.filter((each) => each.personal !== 'drop')
  return [
    ...fields.map((each) => columnSchema.parse({ name: each.name, type: LAKE_TYPE[each.kind], required: each.required })),
    ...SYSTEM_COLUMNS,
  ]
}
