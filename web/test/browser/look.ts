// Given a path, yields the page as a reader has it, with all that must not happen noted: errors, foreign requests.
import axe from 'axe-core'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'

let browser: Browser
const contexts: BrowserContext[] = []
/** What went wrong on the pages of the present test; each test expects it to stay empty. */
export const wrong: string[] = []
/** Refusals that a test means to provoke: their addresses may be reported by the console. */
export const expected: RegExp[] = []

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: inject('chromium'), args: ['--no-sandbox', '--disable-dev-shm-usage'] })
})
afterAll(() => browser.close())
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()))
  expect(wrong.splice(0)).toEqual([])
  expected.length = 0
})

/** Opens a path in a fresh browser profile, in French unless told otherwise. */
export async function look(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const base = inject('base')
  const context = await browser.newContext({ baseURL: base, locale: 'fr-FR', viewport: { width: 1280, height: 900 }, ...options })
  contexts.push(context)
  await context.addInitScript({ content: axe.source })
  const page = await context.newPage()
  page.setDefaultTimeout(40_000)
  page.on('console', (message) => {
    const text = `${message.text()} ${message.location().url}`
    if (message.type() === 'error' && !expected.some((e) => e.test(text))) wrong.push(`console: ${text}`)
  })
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !/^(blob|data):/.test(request.url())) wrong.push(`request: ${request.url()}`)
  })
  await page.goto(path)
  await settled(page)
  return page
}

/** Waits until the view is there and has what it asked for. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor()
  await page.waitForLoadState('networkidle')
}

/** Serious findings of axe-core on the page, in words. */
export async function barriers(page: Page): Promise<string[]> {
  const result = await page.evaluate(() => (window as unknown as { axe: typeof import('axe-core') }).axe.run(document, { resultTypes: ['violations'] }))
  return result.violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => `${n.html.slice(0, 160)} (${n.failureSummary?.split('\n')[1]?.trim()})`).slice(0, 3).join(' | ')}`)
}

/** The API's answer to a question, as the page would have it. */
export async function answer<T>(path: string): Promise<T> {
  const response = await fetch(`${inject('base')}/api/v1${path}`)
  expect(response.status, path).toBe(200)
  return (await response.json()) as T
}
