// Given numbers and the room for them, yields places on an axis and the round numbers to print beside it.
import { ticks } from 'd3-array'

/** A straight scale from what is counted to pixels. */
export function linear(domain: [number, number], range: [number, number]): (value: number) => number {
  const [from, to] = domain
  const width = to - from || 1
  return (value) => range[0] + ((value - from) / width) * (range[1] - range[0])
}

/** Round numbers from 0 to a count, whole ones only. */
export function countTicks(most: number, count = 4): number[] {
  return ticks(0, Math.max(most, 1), count).filter(Number.isInteger)
}

/** Every how many of `length` labels one fits where each needs `wide` pixels of `width`. */
export function labelStep(length: number, width: number, wide: number): number {
  return Math.max(1, Math.ceil((length * wide) / Math.max(width, 1)))
}
