// Given ISO days and intervals of days, yields them as a language writes them, and the steps of a calendar.
export interface Days {
  from: string
  to: string
  how?: string | null
}
export type Step = 'day' | 'week' | 'month' | 'year'
export const STEPS: Step[] = ['day', 'week', 'month', 'year']

const DAY = 86_400_000

/** The day as a moment, midnight UTC. */
export function moment(day: string): number {
  return Date.parse(`${day.slice(0, 10)}T00:00:00Z`)
}

/** The ISO day of a moment. */
export function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** The day that lies `count` days after. */
export function dayAfter(day: string, count = 1): string {
  return isoDay(moment(day) + count * DAY)
}

/** How many days lie between two days. */
export function daysBetween(from: string, to: string): number {
  return Math.round((moment(to) - moment(from)) / DAY)
}

/** An interval in words: a day, a whole month or year by its name, else both ends. */
export function inWords(days: Days | null | undefined, language: string, long = false): string {
  if (!days) return ''
  const { from, to } = days
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options })
  const day = format({ day: 'numeric', month: long ? 'long' : 'short', year: 'numeric', ...(long && from === to ? { weekday: 'long' } : {}) })
  if (from === to) return day.format(moment(from))
  const lastOfMonth = dayAfter(to).endsWith('-01')
  if (from.endsWith('-01-01') && to.endsWith('-12-31') && from.slice(0, 4) === to.slice(0, 4)) return from.slice(0, 4)
  if (from.endsWith('-01') && lastOfMonth && from.slice(0, 7) === to.slice(0, 7)) {
    return format({ month: 'long', year: 'numeric' }).format(moment(from))
  }
  return day.formatRange(moment(from), moment(to))
}

/** A period of a chart's axis, as short as its step allows. */
export function periodName(from: string, step: Step, language: string): string {
  const options: Record<Step, Intl.DateTimeFormatOptions> = {
    day: { day: 'numeric', month: 'short', year: 'numeric' },
    week: { day: 'numeric', month: 'short', year: 'numeric' },
    month: { month: 'short', year: 'numeric' },
    year: { year: 'numeric' },
  }
  return new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options[step] }).format(moment(from))
}

/** The step that cuts a span of days into a number of bars that a chart can show. */
export function fittingStep(from: string, to: string): Step {
  const days = daysBetween(from, to)
  if (days <= 120) return 'day'
  if (days <= 900) return 'week'
  return days <= 365 * 16 ? 'month' : 'year'
}
