import { AftercareError } from '../../contracts/errors.ts'
import { openWarehouse, readPointer, warehouseFile } from '../../contracts/warehouse.ts'
import { ticketText } from '../explain/text.ts'
import { explainTicket, findTicket } from '../explain/ticket.ts'
import { loadHome } from '../home/config.ts'
import { propose } from '../home/nearest.ts'
import type { Command } from './command.ts'
import { chooseLanguage } from './help.ts'

const SUBJECTS = ['ticket'] as const

/** Throws `explain.unknown_subject`, `explain.nothing_published`, `explain.unknown_ticket`, `explain.ambiguous_ticket`. */
export const run: Command = async ({ root, positionals, text, print }) => {
  const [subject = '', name = ''] = positionals
  if (!SUBJECTS.some((each) => each === subject)) {
    throw new AftercareError('explain.unknown_subject', 'this cannot be explained', {
      value: subject,
      remedy: propose(subject, SUBJECTS, 'word'),
    })
  }
  const { paths } = await loadHome(root)
  const pointer = await readPointer(paths)
  if (pointer === null) {
    throw new AftercareError('explain.nothing_published', 'there is no published version to look into', {
      where: paths.currentPointer,
      remedy: 'Run `aftercare run` first.',
    })
  }
  const instance = await openWarehouse(warehouseFile(paths, pointer))
  const connection = await instance.connect()
  try {
    const ticket = await explainTicket(connection, await findTicket(connection, name.trim()))
    print(ticket, ticketText(ticket, chooseLanguage(text('lang'), process.env)))
    return 0
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
