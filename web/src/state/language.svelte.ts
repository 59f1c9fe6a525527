// Given a message's key, yields its words in the language of the page; dates and numbers as that language writes them.
import type { Words } from '../words/fr.ts'

export type Language = 'fr' | 'en'
export type Key = keyof Words
const KEY = 'relata.language'

const spoken = $state<{ language: Language; words: Words | null }>({ language: 'fr', words: null })

/** The language that the address names, else the one chosen before, else the browser's first that the app speaks. */
export function preferred(): Language {
  const kept = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(KEY)
  if (kept === 'fr' || kept === 'en') return kept
  const first = navigator.languages.map((l) => l.slice(0, 2)).find((l) => l === 'fr' || l === 'en')
  return first === 'fr' ? 'fr' : 'en'
}

/** Loads the words of a language and shows the page in it. */
export async function learn(language: Language): Promise<void> {
  const words: Words = language === 'fr' ? (await import('../words/fr.ts')).fr : (await import('../words/en.ts')).en
  spoken.words = words
  spoken.language = language
  document.documentElement.lang = language
  localStorage.setItem(KEY, language)
}

/** The language of the page. */
export function language(): Language {
  return spoken.language
}

/** A message with its gaps filled; where it has forms parted by `|`, the one that the number `n` asks for. */
export function t(key: Key, gaps: Record<string, string | number> = {}): string {
  const forms = (spoken.words?.[key] ?? key).split('|')
  const one = typeof gaps.n !== 'number' || new Intl.PluralRules(spoken.language).select(gaps.n) === 'one'
  const form = (one ? forms[0] : forms[1]) ?? forms[0] ?? key
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const gap = gaps[name]
    return gap === undefined ? whole : typeof gap === 'number' ? number(gap) : gap
  })
}

/** The words of a code, as `status.planned`; the code itself where the table has none. */
export function named(kind: 'status' | 'kind' | 'precision' | 'hedge' | 'field' | 'how' | 'mode' | 'quote' | 'unit', code: string): string {
  const words = spoken.words as Record<string, string> | null
  return words?.[`${kind}.${code}`] ?? code.replaceAll('_', ' ')
}

/** A number as the language writes it. */
export function number(value: number, digits = 2): string {
  return new Intl.NumberFormat(spoken.language, { maximumFractionDigits: digits }).format(value)
}

/** A change, with its sign. */
export function signed(value: number): string {
  return new Intl.NumberFormat(spoken.language, { signDisplay: 'exceptZero' }).format(value)
}

/** A share of one as a percentage. */
export function percent(value: number): string {
  return new Intl.NumberFormat(spoken.language, { style: 'percent', maximumFractionDigits: 1 }).format(value)
}

/** Sorts names as the language does. */
export function inOrder(a: string, b: string): number {
  return a.localeCompare(b, spoken.language)
}
