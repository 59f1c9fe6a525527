// What changes the store: marks that stand beside what was read, and articles that are read in. Runs last.
import { expect, test } from 'vitest'
import type { EventLine, Mark, Page, Quote } from '../../src/api/record.ts'
import { answer, look, settled } from './look.ts'

const first = async () => (await answer<Page<EventLine>>('/events?limit=1')).items[0]!

test('an event is marked wrong, noted, listed and taken back', async () => {
  const event = await first()
  const page = await look(`/events/${event.event}`)
  const marks = page.getByRole('group', { name: 'Juger : Événement' })
  await marks.getByRole('button', { name: 'faux' }).click()
  await expect.poll(() => marks.getByRole('button', { name: 'faux' }).getAttribute('aria-pressed')).toBe('true')
  await marks.getByRole('textbox').fill('Ce n’est pas lui')
  await marks.getByRole('textbox').press('Tab')
  await page.waitForLoadState('networkidle')

  const list = await look('/corrections')
  await list.getByText('Ce n’est pas lui').waitFor()
  const jsonl = await list.request.get('/api/v1/marks.jsonl')
  expect(await jsonl.text()).toContain(event.event)
  await list.getByRole('button', { name: 'Retirer' }).first().click()
  await list.getByText('Aucune marque.').waitFor()
  expect((await first()).event).toBe(event.event)
})

test('who is said to speak is marked right', async () => {
  const quote = (await answer<Page<Quote>>('/quotes?limit=1')).items[0]!
  const page = await look(`/quotes?id=${quote.quote}`)
  const marks = page.getByRole('group', { name: 'Juger : Qui parle' })
  await marks.getByRole('button', { name: 'juste' }).click()
  await expect.poll(() => marks.getByRole('button', { name: 'juste' }).getAttribute('aria-pressed')).toBe('true')
  const kept = await answer<Page<Mark>>('/marks')
  expect(kept.items).toEqual([expect.objectContaining({ record: 'quote', record_id: quote.quote, field: 'speaker', verdict: 'right' })])
  await marks.getByRole('button', { name: 'juste' }).click()
  await expect.poll(async () => (await answer<Page<Mark>>('/marks')).total).toBe(0)
})

test('a pasted article is read in, and its title is text, not HTML', async () => {
  const page = await look('/')
  const before = (await answer<{ counts: Record<string, number> }>('/meta')).counts.articles ?? 0
  await page.getByLabel('ou collez un article').fill(
    '« Nous avons signé », a dit Henrik Solvang <img src=x onerror=alert(1)> à Oslo. La Norvège a rencontré l’Islande mardi.',
  )
  await page.getByLabel('Titre').fill('<script>alert(1)</script> "; DROP TABLE articles; --')
  await page.getByLabel('Publié le').fill('2024-04-02')
  await page.getByRole('button', { name: 'Lire', exact: true }).click()
  await page.getByText('1 article lu.').waitFor({ timeout: 25_000 })
  await expect.poll(async () => (await answer<{ counts: Record<string, number> }>('/meta')).counts.articles).toBe(before + 1)
  await page.locator('[role=status] a').first().click()
  await settled(page)
  expect(await page.locator('article h1').innerText()).toContain('<script>')
  expect(await page.locator('article img').count()).toBe(0)
})

test('a file that is no article is refused with its reason', async () => {
  const page = await look('/')
  await page.locator('input[type=file]').setInputFiles({ name: 'leer.txt', mimeType: 'text/plain', buffer: Buffer.from('') })
  await page.getByText('leer.txt').waitFor({ timeout: 25_000 })
})
