// Days are told as a language writes them, whole months and years by their names.
import { expect, test } from 'vitest'
import { dayAfter, daysBetween, fittingStep, inWords, periodName } from '../../src/state/day.ts'

test.each([
  ['2024-03-07', '2024-03-07', 'fr', '7 mars 2024'],
  ['2024-03-07', '2024-03-07', 'en', 'Mar 7, 2024'],
  ['2024-10-01', '2024-10-31', 'fr', 'octobre 2024'],
  ['2024-02-01', '2024-02-29', 'en', 'February 2024'],
  ['2024-01-01', '2024-12-31', 'fr', '2024'],
])('%s to %s in %s is %s', (from, to, language, expected) => {
  expect(inWords({ from, to }, language)).toBe(expected)
})

test('an interval tells both ends', () => {
  expect(inWords({ from: '2024-03-04', to: '2024-03-08' }, 'fr').replaceAll(/\s/g, ' ')).toMatch(/^4.8 mars 2024$/)
})

test('no days are no words', () => {
  expect(inWords(null, 'fr')).toBe('')
})

test('days are counted over ends of months, years and summer time', () => {
  expect(dayAfter('2024-02-28')).toBe('2024-02-29')
  expect(dayAfter('2023-12-31')).toBe('2024-01-01')
  expect(daysBetween('2024-03-30', '2024-04-01')).toBe(2)
})

test('a step gives a chart a number of bars that it can show', () => {
  expect(fittingStep('2024-03-01', '2024-04-01')).toBe('day')
  expect(fittingStep('2024-01-01', '2025-06-01')).toBe('week')
  expect(fittingStep('2015-01-01', '2025-01-01')).toBe('month')
  expect(fittingStep('1990-01-01', '2025-01-01')).toBe('year')
})

test('a year on an axis is its number', () => {
  expect(periodName('2024-01-01', 'year', 'fr')).toBe('2024')
})
