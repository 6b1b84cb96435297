import { initHome } from '../home/init.ts'
import type { Command } from './command.ts'

export const run: Command = async ({ root, text, print }) => {
  const [nameZh, nameEn, timeZone, currency] = [text('name-zh'), text('name-en'), text('time-zone'), text('currency')]
  const { paths, created } = await initHome(root, {
    ...(nameZh === undefined ? {} : { nameZh }),
    ...(nameEn === undefined ? {} : { nameEn }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(currency === undefined ? {} : { currency }),
  })
  const lines = created.length === 0 ? ['nothing to make: all is there'] : created.map((each) => `made ${each}`)
  print({ home: paths.root, created }, [`home ${paths.root}`, ...lines].join('\n'))
  return 0
}
