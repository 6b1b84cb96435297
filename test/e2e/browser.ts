/** Starts the Chromium that @sparticuz/chromium carries, on any machine: its own libraries come along where they are missing. */
import process from 'node:process'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

/** A bare Debian lacks what Chromium links to. Under this name the package unpacks the libraries it carries; it must be set before the package is imported. */
async function executable(): Promise<string> {
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs24.x'
  const carried = await import('@sparticuz/chromium')
  return carried.default.executablePath()
}

/** Unpacks it where it is missing. Not for two at once: the package takes a file that is still being written for a finished one. */
export const unpackBrowser = executable

export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await executable(), args: ['--no-sandbox'], headless: true })
}

let shared: Promise<Browser> | undefined

/** The browser of this worker, for all its files; it ends with the worker. A page has a context of its own. */
export const sharedBrowser = (): Promise<Browser> => (shared ??= startBrowser())

/** Opens a page that fails the test on any error or refused resource in its console. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(String(error)))
  return { page, problems }
}
