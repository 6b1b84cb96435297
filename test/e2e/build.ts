/** Before the tests that need the built application and a browser: builds the one when its sources have changed, unpacks the other. */
import path from 'node:path'
import { z } from 'zod'
import { unpackBrowser } from './browser.ts'

const builderSchema = z.object({ ensureWebBuilt: z.custom<() => Promise<number>>((each) => typeof each === 'function') })

export default async function setup(): Promise<void> {
  const file = path.join(import.meta.dirname, '..', '..', 'pipeline', 'setup', 'web-build.mjs')
  const { ensureWebBuilt } = builderSchema.parse(await import(file))
  const code = await ensureWebBuilt()
  if (code !== 0) throw new Error(`the application could not be built (exit code ${code})`)
  await unpackBrowser()
}
