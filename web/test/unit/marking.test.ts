// A text with what was found in it is cut at every edge, in code points, and nothing of it is lost.
import { describe, expect, test } from 'vitest'
import { around, paragraphs, pieces, stretch, type Found } from '../../src/part/marking.ts'

const found = (id: string, start: number, end: number): Found => ({ id, layer: 'mention', start, end })
const cut = (text: string, ...things: Found[]) => pieces(text, things).map((p) => `${p.text}[${p.covers.map((c) => c.id).join('')}]`)

describe('pieces', () => {
  test('cuts where things begin and end', () => {
    expect(cut('Oslo signe', found('a', 0, 4))).toEqual(['Oslo[a]', ' signe[]'])
  })
  test('keeps what overlaps apart', () => {
    expect(cut('abcdef', found('a', 0, 4), found('b', 2, 6))).toEqual(['ab[a]', 'cd[ab]', 'ef[b]'])
  })
  test('puts the longer first where two begin together', () => {
    expect(cut('abcdef', found('a', 0, 2), found('b', 0, 6))).toEqual(['ab[ba]', 'cdef[b]'])
  })
  test('counts code points, not halves of them', () => {
    expect(cut('😀 Oslo', found('a', 2, 6))).toEqual(['😀 []', 'Oslo[a]'])
  })
  test('leaves out what lies outside the text', () => {
    expect(cut('Oslo', found('a', 2, 9), found('b', 3, 3), found('c', -1, 2))).toEqual(['Oslo[]'])
  })
  test('loses nothing', () => {
    const text = 'Katrin a dit : « Nous signons »'
    expect(pieces(text, [found('a', 0, 6), found('b', 15, 31), found('c', 17, 29)]).map((p) => p.text).join('')).toBe(text)
  })
})

test('paragraphs keep their first code point', () => {
  expect(paragraphs('Titre\n\nUn 😀.\nDeux.')).toEqual([
    { text: 'Titre', start: 0 },
    { text: 'Un 😀.', start: 7 },
    { text: 'Deux.', start: 13 },
  ])
})

test('a stretch is read from the address', () => {
  expect(stretch('12-30')).toEqual({ start: 12, end: 30 })
  for (const wrong of ['', '30-12', '12', 'a-b', '12-12', '-1-4']) expect(stretch(wrong)).toBeNull()
})

test('a sentence is parted around a stretch of its article', () => {
  expect(around('Oslo a signé.', 100, { start: 107, end: 112 })).toEqual(['Oslo a ', 'signé', '.'])
  expect(around('Oslo.', 100, { start: 0, end: 0 })).toEqual(['', '', 'Oslo.'])
})
