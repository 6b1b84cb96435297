import { loadHome } from '../home/config.ts'
import { withWriterLock } from '../home/lock.ts'
import { rollBack } from '../publish/publish.ts'
import type { Command } from './command.ts'

export const run: Command = async ({ root, positionals, effects, print }) => {
  const { paths } = await loadHome(root)
  const { from, to } = await withWriterLock(paths, 'rollback', () => rollBack(paths, positionals[0], effects))
  print({ from, to }, `serving ${to.build_id} (as of ${to.as_of}) instead of ${from}`)
  return 0
}
