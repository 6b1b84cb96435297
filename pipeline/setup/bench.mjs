// npm run bench: what `aftercare bench` does, with what is missing installed first.
import path from 'node:path'
import process from 'node:process'
import { ensureInstalled, run } from './installed.mjs'

ensureInstalled()
process.exit(await run([path.join('pipeline', 'cli.ts'), 'bench', ...process.argv.slice(2)]))
