// Given a question to the API, yields its answer as it comes, what was refused, and whether one waits.
import { Refusal } from '../api/client.ts'
import type { Page } from '../api/record.ts'

/** The state of one question. The old answer stays until the new one is there. */
export class Answer<T> {
  value = $state.raw<T | undefined>()
  refusal = $state.raw<Refusal | undefined>()
  waiting = $state(true)
  again = $state(0)
  /** Asks the same anew. */
  retry = () => {
    this.again += 1
  }
}

function refused(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(error instanceof Error ? error.message : String(error), '', -1)
}

/** Asks whenever what the question reads changes; null asks nothing. Called while a component is made. */
export function answerOf<T>(question: (signal: AbortSignal) => Promise<T> | null): Answer<T> {
  const answer = new Answer<T>()
  $effect(() => {
    void answer.again
    const abort = new AbortController()
    const asked = question(abort.signal)
    answer.waiting = asked !== null
    if (!asked) {
      answer.value = undefined
      answer.refusal = undefined
      return
    }
    asked.then(
      (value) => {
        if (abort.signal.aborted) return
        answer.value = value
        answer.refusal = undefined
        answer.waiting = false
      },
      (error: unknown) => {
        if (abort.signal.aborted) return
        answer.refusal = refused(error)
        answer.value = undefined
        answer.waiting = false
      },
    )
    return () => abort.abort()
  })
  return answer
}

/** A list that comes page by page. */
export class List<T> extends Answer<Page<T>> {
  items = $state.raw<T[]>([])
  next = $state<string | null>(null)
  more: () => Promise<void> = () => Promise.resolve()
}

/** Asks for the first page whenever the question changes, and for further ones by `more`. */
export function listOf<T>(question: (cursor: string | null, signal?: AbortSignal) => Promise<Page<T>> | null): List<T> {
  const list = new List<T>()
  $effect(() => {
    void list.again
    const abort = new AbortController()
    const asked = question(null, abort.signal)
    list.waiting = asked !== null
    if (!asked) {
      list.value = undefined
      list.items = []
      list.next = null
      return
    }
    const put = (page: Page<T>, before: T[]) => {
      list.value = page
      list.items = [...before, ...page.items]
      list.next = page.next
      list.refusal = undefined
      list.waiting = false
    }
    const fail = (error: unknown) => {
      if (abort.signal.aborted) return
      list.refusal = refused(error)
      list.waiting = false
    }
    asked.then((page) => !abort.signal.aborted && put(page, []), fail)
    list.more = async () => {
      if (!list.next || list.waiting) return
      list.waiting = true
      await question(list.next, abort.signal)?.then((page) => !abort.signal.aborted && put(page, list.items), fail)
    }
    return () => abort.abort()
  })
  return list
}
