// Given the judgements kept in the store, yields which record was marked right or wrong; marks never change what was read.
import * as api from '../api/client.ts'
import type { Mark } from '../api/record.ts'

const kept = $state<{ marks: Mark[]; asked: boolean }>({ marks: [], asked: false })

/** Loads the marks once. */
export function learnMarks(): void {
  if (kept.asked) return
  kept.asked = true
  api.marks().then(
    (page) => (kept.marks = page.items),
    () => (kept.asked = false),
  )
}

/** All marks, latest first where the server says when. */
export function marks(): Mark[] {
  return kept.marks
}

/** The mark of one record, or of one of its fields. */
export function markOf(record: Mark['record'], id: string, field?: string): Mark | undefined {
  return kept.marks.find((m) => m.record === record && m.record_id === id && (m.field ?? '') === (field ?? ''))
}

/** Marks a record, or takes the mark back where it says the same already. */
export async function judge(record: Mark['record'], id: string, verdict: Mark['verdict'], field?: string, note?: string): Promise<void> {
  const before = markOf(record, id, field)
  if (before && before.verdict === verdict && note === undefined) return forget(before)
  const mark = await api.putMark({ record, id, verdict, ...(field ? { field } : {}), ...(note ? { note } : {}) })
  kept.marks = [mark, ...kept.marks.filter((m) => m !== before && m.id !== mark.id)]
}

/** Takes a mark back. */
export async function forget(mark: Mark): Promise<void> {
  await api.removeMark(mark.id)
  kept.marks = kept.marks.filter((m) => m.id !== mark.id)
}
