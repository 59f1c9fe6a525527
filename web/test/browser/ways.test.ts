// What a reader does: filters that live in the address, charts that open their events, a statement followed to its sentence.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { EventLine, EventPage, Page, Relation } from '../../src/api/record.ts'
import { answer, look, settled } from './look.ts'

const query = (url: string) => new URL(url).searchParams
const events = (search: string) => answer<Page<EventLine>>(`/events?limit=500${search}`)

test('filters come from the address', async () => {
  const page = await look('/timeline?type=PROTEST&from=2024-09-01&to=2024-09-30')
  const { total } = await events('&type=PROTEST&from=2024-09-01&to=2024-09-30')
  expect(total).toBeGreaterThan(0)
  expect(await page.locator('.event').count()).toBe(total)
  expect(await page.getByLabel('Du', { exact: true }).first().inputValue()).toBe('2024-09-01')
})

test('filters go into the address, and back takes them away', async () => {
  const page = await look('/timeline')
  const before = await page.locator('.event').count()
  await page.getByText('Type', { exact: true }).locator('..').locator('summary').press('Enter')
  await page.getByRole('checkbox', { name: /refus|rejet/i }).check()
  await expect.poll(() => query(page.url()).get('type')).toBe('REJECT')
  await expect.poll(() => page.locator('.event').count()).toBeLessThan(before)
  await page.goBack()
  await expect.poll(() => page.locator('.event').count()).toBe(before)
})

test('an actor is completed by keyboard alone', async () => {
  const page = await look('/timeline')
  const field = page.getByRole('combobox', { name: 'Acteur' })
  await field.pressSequentially('Helga')
  await page.getByRole('option', { name: /Helgadottir/ }).first().waitFor()
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect.poll(() => query(page.url()).get('actor')).toBe('Katrin Helgadottir')
  const { total } = await events('&actor=Katrin%20Helgadottir')
  await expect.poll(() => page.locator('.event').count()).toBe(total)
})

test('free text filters as one types', async () => {
  const page = await look('/timeline')
  await page.getByRole('searchbox', { name: 'Mots' }).pressSequentially('dockers')
  await expect.poll(() => query(page.url()).get('q')).toBe('dockers')
  const { total } = await events('&q=dockers')
  await expect.poll(() => page.locator('.event').count()).toBe(total)
})

test('a stretch of the volume is brushed with the mouse', async () => {
  const page = await look('/timeline?step=month')
  const box = await page.locator('svg.chart').first().boundingBox()
  if (!box) throw new Error('no chart')
  await page.mouse.move(box.x + 60, box.y + 60)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + 60, { steps: 4 })
  await page.mouse.up()
  await expect.poll(() => query(page.url()).get('from')).toMatch(/^\d{4}-\d\d-01$/)
  expect(query(page.url()).get('to')! > query(page.url()).get('from')!).toBe(true)
})

test('a stretch of the volume is brushed by keyboard', async () => {
  const page = await look('/timeline?step=month')
  const end = page.getByRole('slider', { name: 'Du' })
  await end.focus()
  await end.press('ArrowRight')
  await end.press('ArrowRight')
  await expect.poll(() => query(page.url()).get('from')).toMatch(/^\d{4}-\d\d-01$/)
})

test('the volume is shown as a share of all reports', async () => {
  const page = await look('/timeline?actor=NOR')
  await page.getByRole('button', { name: 'Part', exact: true }).click()
  await expect.poll(() => query(page.url()).get('measure')).toBe('share')
  expect(await page.locator('svg.chart text').allTextContents()).toEqual(expect.arrayContaining([expect.stringMatching(/%/)]))
})

test('the bars of a relationship open their events by keyboard, and say so in the address', async () => {
  const page = await look('/relation?a=NOR&b=ISL&step=month')
  const relation = await answer<Relation>('/relations?a=NOR&b=ISL&step=month')
  const first = relation.periods.find((p) => p.events > 0)
  expect(first).toBeDefined()
  const bar = page.locator('svg.chart .period').first()
  await bar.focus()
  await bar.press('Enter')
  await expect.poll(() => query(page.url()).get('open')).toBe(first?.from)
  await expect.poll(() => page.locator('.event').count()).toBe(first?.events)
  await page.locator('svg.chart .period').first().click()
  await expect.poll(() => query(page.url()).get('open')).toBeNull()
})

test('a chart is saved as SVG and as PNG', async () => {
  const page = await look('/relation?a=NOR&b=ISL&step=month')
  for (const [name, head] of [['SVG', '<svg'], ['PNG', '\x89PNG']] as const) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()])
    const file = readFileSync(await download.path(), 'latin1')
    expect(file.startsWith(head)).toBe(true)
    expect(download.suggestedFilename()).toBe(`relata-relation.${name.toLowerCase()}`)
    if (name === 'SVG') expect(file).not.toMatch(/class=|var\(/)
  }
})

test('an actor of the network becomes its centre by keyboard', async () => {
  const page = await look('/network')
  const nodes = page.locator('svg.chart .node')
  await nodes.first().focus()
  await page.keyboard.press('ArrowRight')
  const name = await page.locator('svg.chart .node:focus text').textContent()
  await page.keyboard.press('Enter')
  await expect.poll(() => query(page.url()).get('actor')).toBe(name)
})

test('the days of the network are moved with sliders', async () => {
  const page = await look('/network')
  const before = await page.locator('svg.chart .node').count()
  const from = page.getByRole('slider', { name: 'Du' })
  await from.fill(String(Math.round(Number(await from.getAttribute('max')) * 0.9)))
  await expect.poll(() => query(page.url()).get('from')).toMatch(/^2025-/)
  await expect.poll(() => page.locator('svg.chart .node').count()).toBeLessThan(before)
})

test('a place of the map opens its events by keyboard', async () => {
  const page = await look('/map')
  await page.locator('svg.chart .place').first().focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => query(page.url()).get('at')).not.toBeNull()
  await page.locator('.event').first().waitFor()
})

test('a statement is followed to the words that say it', async () => {
  const { items } = await events('')
  const busiest = items.sort((a, b) => b.reports.length - a.reports.length)[0]
  const record = await answer<EventPage>(`/events/${busiest?.event}`)
  const page = await look('/timeline')
  await page.locator(`a[href="/events/${busiest?.event}"]`).click()
  await settled(page)
  const report = record.reports.find((r) => r.report.trigger.text.length > 3)!
  await page.locator(`.reports a[href="/articles/${encodeURIComponent(report.article.id)}?at=${report.report.trigger.start}-${report.report.trigger.end}"]`).first().click()
  await page.locator('.aimed').first().waitFor()
  expect((await page.locator('.aimed').allTextContents()).join('')).toBe(report.report.trigger.text)
  expect(await page.locator('.explained .thing').count()).toBeGreaterThan(0)
})

test('an article is read by keyboard: from thing to thing, to the explanation and back', async () => {
  const page = await look('/articles/peche-1')
  const stops = page.locator('article [role=button]')
  expect(await stops.count()).toBeGreaterThan(10)
  expect(await page.locator('article [role=button][tabindex="0"]').count()).toBe(1)
  await stops.first().focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.stop)).toBe('2')
  expect(await page.locator('.explained .thing').count()).toBeGreaterThan(0)
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.explained') !== null)).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset.stop)).toBe('2')
})

test('layers of the article are hidden by the address', async () => {
  const page = await look('/articles/peche-1')
  const all = await page.locator('article .in-mention').count()
  expect(all).toBeGreaterThan(0)
  await page.getByRole('button', { name: /^Noms/ }).click()
  await expect.poll(() => query(page.url()).get('hide')).toBe('mention')
  expect(await page.locator('article .in-mention').count()).toBe(0)
})

test('the text of an article is whole, whatever is marked in it', async () => {
  const { article } = await answer<{ article: { text: string } }>('/articles/peche-1')
  const page = await look('/articles/peche-1')
  const shown = await page.locator('article h1, article > p.serif').allTextContents()
  expect(shown.map((p) => p.trim())).toEqual(article.text.split(/\n+/).map((p) => p.trim()))
})

test('the first Tab leads past the menus', async () => {
  const page = await look('/timeline')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#main')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main')
})

test('a search from anywhere', async () => {
  const page = await look('/map')
  await page.getByRole('searchbox', { name: 'Chercher dans la chronique' }).fill('maquereau')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Recherche : maquereau' }).waitFor()
  await page.locator('li a.serif').first().waitFor()
})
