// Given a text and what was found in it, yields the text in pieces, each with all that covers it. Offsets are code points.

/** Something found in a text. */
export interface Found {
  id: string
  layer: Layer
  start: number
  end: number
}
export type Layer = 'mention' | 'quote' | 'figure' | 'time' | 'event'
export const LAYERS: Layer[] = ['mention', 'quote', 'figure', 'time', 'event']

/** A stretch of text that the same things cover from end to end. */
export interface Piece {
  text: string
  start: number
  end: number
  covers: Found[]
  /** The things that begin here: they can be focused at this piece. */
  begins: Found[]
}

/** Cuts a text at every edge of what was found; what lies outside the text is left out. */
export function pieces(text: string, found: Found[]): Piece[] {
  const points = [...text]
  const inside = found.filter((f) => f.start >= 0 && f.start < f.end && f.end <= points.length)
  const edges = [...new Set([0, points.length, ...inside.flatMap((f) => [f.start, f.end])])].sort((a, b) => a - b)
  const ordered = [...inside].sort((a, b) => a.start - b.start || b.end - a.end)
  const yielded: Piece[] = []
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const [start, end] = [edges[i] ?? 0, edges[i + 1] ?? 0]
    const covers = ordered.filter((f) => f.start <= start && f.end >= end)
    yielded.push({ text: points.slice(start, end).join(''), start, end, covers, begins: covers.filter((f) => f.start === start) })
  }
  return yielded
}

/** Cuts a text into paragraphs, each with its first code point. */
export function paragraphs(text: string): { text: string; start: number }[] {
  const yielded: { text: string; start: number }[] = []
  let at = 0
  for (const part of text.split(/(\n+)/)) {
    const length = [...part].length
    if (part && !part.startsWith('\n')) yielded.push({ text: part, start: at })
    at += length
  }
  return yielded
}

/** Reads `12-30` as a stretch of text. */
export function stretch(asked: string): { start: number; end: number } | null {
  const [, start, end] = /^(\d+)-(\d+)$/.exec(asked) ?? []
  return start && end && Number(start) < Number(end) ? { start: Number(start), end: Number(end) } : null
}

/** A sentence parted into what stands before, in and after a stretch; both count from the article's first code point. */
export function around(sentence: string, sentenceStart: number, span: { start: number; end: number }): [string, string, string] {
  const points = [...sentence]
  const start = Math.min(Math.max(span.start - sentenceStart, 0), points.length)
  const end = Math.min(Math.max(span.end - sentenceStart, start), points.length)
  return [points.slice(0, start).join(''), points.slice(start, end).join(''), points.slice(end).join('')]
}
