import { readLastBuild, readPointer } from '../../contracts/warehouse.ts'
import type { Load } from '../../contracts/load.ts'
import { loadHome } from '../home/config.ts'
import { activeLoads, readLoads } from '../lake/ledger.ts'
import { newestFact } from '../reference/source.ts'
import { listVersions } from '../publish/version.ts'
import type { Command } from './command.ts'
import { toTable } from './rows.ts'

export const run: Command = async ({ root, print }) => {
  const { paths } = await loadHome(root)
  const [pointer, lastBuild, versions, loads] = await Promise.all([
    readPointer(paths),
    readLastBuild(paths),
    listVersions(paths),
    readLoads(paths),
  ])
  const active = activeLoads(loads)
  const sources = [...new Set(active.map((each) => each.source))].sort().map((source) => describe(source, active))
  const superseded = loads.length - active.length
  print(
    { home: paths.root, published: pointer, last_build: lastBuild, versions, superseded_loads: superseded, sources },
    [
      `home       ${paths.root}`,
      pointer === null
        ? 'published  nothing yet'
        : `published  ${pointer.build_id}, as of ${pointer.as_of}, data until ${pointer.data_until ?? '–'}, since ${pointer.published_at}`,
      ...(lastBuild === null ? [] : [`last build ${lastBuild.build_id} ${lastBuild.status} ${lastBuild.finished_at}`]),
      ...(lastBuild?.error === undefined
        ? []
        : [`           ${lastBuild.error.code}: ${lastBuild.error.message}`, `           ${lastBuild.error.remedy}`]),
      `versions   ${versions.length} kept${versions.length === 0 ? '' : `: ${versions.join(', ')}`}`,
      `loads      ${active.length} in force, ${superseded} superseded`,
      ...(sources.length === 0 ? [] : ['', sourceTable(sources)]),
    ].join('\n'),
  )
  return 0
}

function describe(source: string, active: readonly Load[]) {
  const own = active.filter((each) => each.source === source)
  const maps = own.flatMap((each) => each.maps)
  const sum = (field: 'accepted' | 'rejected' | 'duplicates' | 'not_selected') =>
    maps.reduce((total, each) => total + each[field], 0)
  return {
    source,
    entities: [...new Set(maps.map((each) => each.entity))].sort(),
    files: own.length,
    accepted: sum('accepted'),
    rejected: sum('rejected'),
    duplicates: sum('duplicates'),
    not_selected: sum('not_selected'),
    data_until: newestFact(own),
  }
}

const sourceTable = (sources: readonly ReturnType<typeof describe>[]): string =>
  toTable({
    columns: ['source', 'entities', 'files', 'accepted', 'rejected', 'duplicates', 'not selected', 'data until'],
    rows: sources.map((each) => [
      each.source,
      each.entities.join(' '),
      each.files,
      each.accepted,
      each.rejected,
      each.duplicates,
      each.not_selected,
      each.data_until,
    ]),
  })
