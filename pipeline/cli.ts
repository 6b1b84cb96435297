/** The command line: `node pipeline/cli.ts <command>`, or `npx aftercare <command>`. */
import { main } from './commands/main.ts'

process.exitCode = await main(process.argv.slice(2))
