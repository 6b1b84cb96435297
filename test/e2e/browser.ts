/** Starts the Chromium that @sparticuz/chromium carries, on any machine: its own libraries come along where they are missing. */
import process from 'node:process'
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core'

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

/** Keeps the page's scripts on their way, as a slow line does. To be called before the page is opened. @returns lets them come */
export async function holdScripts(page: Page): Promise<() => void> {
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/_app/**/*.js', async (route) => {
    await released
    await route.continue()
  })
  return release
}

/** Whether anything at all is drawn where the element stands: more than one colour. */
export async function hasInk(element: Locator): Promise<boolean> {
  const shot = (await element.screenshot()).toString('base64')
  // The page's own policy refuses pictures that are not its own.
  const blank = await element.page().context().newPage()
  const colours = await blank.evaluate(`(async () => {
    const picture = new Image()
    picture.src = 'data:image/png;base64,${shot}'
    await picture.decode()
    const canvas = new OffscreenCanvas(picture.width, picture.height)
    const brush = canvas.getContext('2d')
    brush.drawImage(picture, 0, 0)
    return new Set(new Uint32Array(brush.getImageData(0, 0, picture.width, picture.height).data.buffer)).size
  })()`)
  await blank.close()
  return Number(colours) > 1
}
