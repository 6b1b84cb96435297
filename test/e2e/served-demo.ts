/** A demonstration home that the built application serves, and a browser to look at it with. */
import type { Browser } from 'playwright-core'
import { afterAll } from 'vitest'
import { homePaths } from '../../contracts/home.ts'
import { makeDemo } from '../../pipeline/demo/demo.ts'
import { publishHome, quiet, type Published } from '../published.ts'
import { startBrowser } from './browser.ts'
import { startServer, type RunningServer } from './server.ts'

export interface ServedDemo {
  readonly published: Published
  readonly server: RunningServer
  readonly browser: Browser
}

/** To be called within `beforeAll`; all of it goes when the tests of the file have ended. */
export async function serveDemo(tickets: number, seed = 11): Promise<ServedDemo> {
  const published = await publishHome((root) => makeDemo(root, { tickets, seed }, quiet))
  const server = await startServer(homePaths(published.root))
  afterAll(() => server.stop())
  const browser = await startBrowser()
  afterAll(() => browser.close())
  return { published, server, browser }
}
