// Every view on the store of the examples: it shows something, says nothing wrong, asks no other host, has no barriers.
import { describe, expect, test } from 'vitest'
import type { EventLine, Page, Quote, Story } from '../../src/api/record.ts'
import { answer, barriers, expected, look, settled } from './look.ts'

const event = async () => (await answer<Page<EventLine>>('/events?limit=500')).items.sort((a, b) => b.reports.length - a.reports.length)[0]?.event ?? ''
const quote = async () => (await answer<Page<Quote>>('/quotes?limit=500')).items.sort((a, b) => (b.variants ?? 0) - (a.variants ?? 0))[0]?.quote ?? ''
const story = async () => (await answer<Page<Story>>('/stories')).items[0]?.story ?? ''

// Path, what a reader must see there.
const views: [string, () => Promise<string>, string][] = [
  ['start', async () => '/', '.counts a'],
  ['search', async () => '/?q=accord', 'li a.serif'],
  ['timeline', async () => '/timeline', '.event'],
  ['pairs', async () => '/relation', 'tbody tr'],
  ['relation', async () => '/relation?a=NOR&b=ISL&step=month', 'svg.chart .period'],
  ['network', async () => '/network', 'svg.chart .node'],
  ['network around', async () => '/network?actor=NOR', 'svg.chart .node'],
  ['map', async () => '/map', 'svg.chart .place'],
  ['event', async () => `/events/${await event()}`, '.reports blockquote'],
  ['article', async () => '/articles/peche-1', 'article [role=button]'],
  ['quotations', async () => '/quotes', '.speaker blockquote'],
  ['quotation', async () => `/quotes?id=${await quote()}`, 'blockquote'],
  ['figures', async () => '/figures', '.figure'],
  ['contradictions', async () => '/figures?conflicts=1', 'svg.chart circle'],
  ['stories', async () => '/stories', 'li a.serif'],
  ['story', async () => `/stories/${await story()}`, '.event'],
  ['articles', async () => '/articles', 'li a.serif'],
  ['corrections', async () => '/corrections', '.nothing, tbody tr'],
]

describe.each(views)('%s', (_name, path, content) => {
  test('shows its records, in light colours', async () => {
    const page = await look(await path(), { colorScheme: 'light' })
    expect(await page.locator(content).count()).toBeGreaterThan(0)
    expect(await page.title()).toMatch(/Relata$/)
    expect(await page.locator('[role=alert]').count()).toBe(0)
    expect(await barriers(page)).toEqual([])
  })
  test('in dark colours, in English', async () => {
    const page = await look(await path(), { colorScheme: 'dark', locale: 'en-GB' })
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.locator(content).count()).toBeGreaterThan(0)
    expect(await barriers(page)).toEqual([])
  })
  test('on a phone nothing reaches beyond the side', async () => {
    const page = await look(await path(), { viewport: { width: 320, height: 640 } })
    await page.locator(content).first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
    expect(await barriers(page)).toEqual([])
  })
})

test('a way that leads nowhere says so', async () => {
  expected.push(/404/)
  const page = await look('/')
  await page.evaluate(() => history.pushState(null, '', '/nowhere'))
  await page.evaluate(() => dispatchEvent(new PopStateEvent('popstate')))
  await page.getByRole('heading', { name: 'Rien à cette adresse' }).waitFor()
})

test('an event that is not there is told with what to do', async () => {
  expected.push(/404/)
  const page = await look('/timeline')
  await page.evaluate(() => history.pushState(null, '', '/events/e000000000000000'))
  await page.evaluate(() => dispatchEvent(new PopStateEvent('popstate')))
  const alert = page.getByRole('alert')
  await alert.waitFor()
  expect((await alert.innerText()).split('\n').filter(Boolean).length).toBeGreaterThanOrEqual(2)
})

test('a filter that leaves nothing says what to do', async () => {
  const page = await look('/timeline?place=Nulle-Part')
  await page.getByText('Élargissez la période ou ôtez un filtre.').waitFor()
})

test('language and colours are chosen and kept', async () => {
  const page = await look('/timeline')
  await page.getByRole('button', { name: 'EN', exact: true }).click()
  await page.getByRole('heading', { name: 'Timeline' }).waitFor()
  await page.getByLabel('Colours').selectOption('dark')
  await page.reload()
  await settled(page)
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
})

test('on paper the controls are gone', async () => {
  const page = await look('/timeline')
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('nav').isVisible()).toBe(false)
  expect(await page.locator('search').isVisible()).toBe(false)
  expect(await page.locator('.event').first().isVisible()).toBe(true)
})

test('events and articles are read without JavaScript', async () => {
  const options = { javaScriptEnabled: false }
  const article = await look('/articles/peche-1', options)
  expect(await article.locator('main').innerText()).toContain('Katrin Helgadottir')
  expect(await article.locator('main .mention').count()).toBeGreaterThan(0)
  const page = await look(`/events/${await event()}`, options)
  expect(await page.locator('main blockquote mark').count()).toBeGreaterThan(0)
})
