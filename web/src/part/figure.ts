// Given a figure, yields its amount and what is counted, in words of the page's language where it has them.
import type { Figure } from '../api/record.ts'
import { language, named, number } from '../state/language.svelte.ts'

const CURRENCY = /^[A-Z]{3}$/

/** The value: money with its currency, shares with their sign, else the bare number. */
export function amount(figure: Figure): string {
  const { value, unit } = figure
  if (unit === 'percent') return new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 2 }).format(value / 100)
  if (CURRENCY.test(unit)) {
    return new Intl.NumberFormat(language(), { style: 'currency', currency: unit, maximumFractionDigits: Number.isInteger(value) ? 0 : 2 }).format(value)
  }
  return number(value)
}

/** What is counted, in the article's words; the unit beside it where it says more, as that people are dead. */
export function thing(figure: Figure): string {
  const told = figure.unit === 'percent' || CURRENCY.test(figure.unit)
  const unit = told ? '' : named('unit', figure.unit)
  if (!figure.of) return unit
  return TELLING.has(figure.unit) && !figure.of.includes(unit) ? `${figure.of} (${unit})` : figure.of
}

const TELLING = new Set(['dead', 'injured', 'arrest', 'tonne', 'kilometre', 'hectare', 'barrel', 'jour', 'mois', 'année', 'heure'])
