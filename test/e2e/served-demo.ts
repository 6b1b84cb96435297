/** A demonstration home that the built application serves, and a browser to look at it with: shared by all files that a worker runs. */
import type { Browser } from 'playwright-core'
import { homePaths } from '../../contracts/home.ts'
import { publishedDemo, type DEMOS, type Published } from '../published.ts'
import { sharedBrowser } from './browser.ts'
import { startServer, type RunningServer } from './server.ts'

export interface ServedDemo {
  readonly published: Published
  readonly server: RunningServer
  readonly browser: Browser
}

const servers = new Map<string, Promise<RunningServer>>()

/** To be called within `beforeAll`. Server and browser are not the file's to stop: they end with the worker. */
export async function serveDemo(name: keyof typeof DEMOS = 'small'): Promise<ServedDemo> {
  const published = await publishedDemo(name)
  const started = servers.get(published.root) ?? startServer(homePaths(published.root))
  servers.set(published.root, started)
  const [server, browser] = await Promise.all([started, sharedBrowser()])
  return { published, server, browser }
}
