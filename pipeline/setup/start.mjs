// npm start: install what is missing, make the demonstration when there is no home, ingest, build, serve.
import { existsSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { ensureInstalled, root, run } from './installed.mjs'
import { ensureWebBuilt } from './web-build.mjs'

const home = path.resolve(process.env.AFTERCARE_HOME ?? path.join(root, 'data', 'local'))
const env = { AFTERCARE_HOME: home }
const cli = path.join('pipeline', 'cli.ts')

const must = (code) => {
  if (code !== 0) process.exit(code)
}

ensureInstalled()
if (!existsSync(path.join(home, 'aftercare.yaml'))) {
  console.log(`No home at ${path.relative(process.cwd(), home) || home}: making the demonstration there …`)
  must(await run([cli, 'demo'], { env }))
}
const built = await run([cli, 'run', '--if-changed'], { env })
if (built !== 0 && !existsSync(path.join(home, 'warehouse', 'current.json'))) process.exit(built)
if (built !== 0) console.error('The last published version is served; see the message above for what did not go well.')
must(await ensureWebBuilt())
process.exit(await run([cli, 'serve'], { env }))
