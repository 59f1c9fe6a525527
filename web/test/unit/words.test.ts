// Both languages say all that the app says, with the same gaps; and the views ask for no key that is missing.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '../../src/words/en.ts'
import { fr } from '../../src/words/fr.ts'

const gaps = (words: string) => [...new Set(words.match(/\{\w+\}/g) ?? [])].sort()
const keys = Object.keys(fr) as (keyof typeof fr)[]

test('both languages have the same keys in the same order', () => {
  expect(Object.keys(en)).toEqual(Object.keys(fr))
})

test.each(keys)('%s has the same gaps in both languages, and words', (key) => {
  expect(gaps(en[key])).toEqual(gaps(fr[key]))
  expect(en[key].trim() && fr[key].trim()).not.toBe('')
  expect(en[key].split('|').length).toBe(fr[key].split('|').length)
})

test('every key that a view names is there, and every key is named', () => {
  const source = (folder: string): string =>
    readdirSync(folder, { withFileTypes: true })
      .filter((f) => f.name !== 'words')
      .map((f) => (f.isDirectory() ? source(join(folder, f.name)) : /\.(svelte|ts)$/.test(f.name) ? readFileSync(join(folder, f.name), 'utf8') : ''))
      .join('\n')
  const text = source(join(import.meta.dirname, '../../src'))
  const made = /^(status|unit|kind|precision|hedge|field|how|mode|quote|step|layer|histogram|record|map)\./
  expect(keys.filter((key) => !made.test(key) && !text.includes(`'${key}'`))).toEqual([])
})
