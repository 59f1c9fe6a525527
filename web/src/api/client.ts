// Given what a view asks, yields the API's answer as a typed record; every request of the app is made here.
import type {
  ArticleLine,
  ArticlePage,
  Entity,
  EventLine,
  EventPage,
  Figure,
  FigureGroup,
  Found,
  Histogram,
  Mark,
  Meta,
  Network,
  Page,
  Pair,
  Places,
  Quote,
  QuotePage,
  ReadResult,
  Relation,
  Story,
  StoryPage,
} from './record.ts'

export const BASE = '/api/v1'
export type Query = Record<string, string | number | boolean | null | undefined>

/** An answer that is none: what went wrong and what to do about it, in the server's words. */
export class Refusal extends Error {
  readonly remedy: string
  readonly status: number
  constructor(what: string, remedy: string, status: number) {
    super(what)
    this.remedy = remedy
    this.status = status
  }
}

/** The address of an endpoint with its query; what is empty is left out. */
export function address(path: string, query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
  const search = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()
  return BASE + path + (search ? `?${search}` : '')
}

async function answer<T>(url: string, init: RequestInit = {}): Promise<T> {
  let response: Response
  try {
    response = await fetch(url, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Refusal('', '', 0)
  }
  if (!response.ok) {
    const body = (await response.json().catch(() => ({}))) as { error?: string; remedy?: string }
    throw new Refusal(body.error ?? `${response.status} ${response.statusText}`, body.remedy ?? '', response.status)
  }
  return (response.status === 204 ? undefined : await response.json()) as T
}

function ask<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return answer<T>(address(path, query), { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) })
}

/** A request that changes something bears a header that no page of another origin can send unasked. */
function change<T>(method: string, path: string, body?: BodyInit, type?: string): Promise<T> {
  const headers: Record<string, string> = { 'X-Relata': '1' }
  if (type) headers['content-type'] = type
  return answer<T>(BASE + path, { method, headers, ...(body === undefined ? {} : { body }) })
}

const id = encodeURIComponent

let known: Promise<Meta> | undefined
/** What the chronicle holds; asked once, and again after articles were read in. */
export function meta(anew = false): Promise<Meta> {
  if (!known || anew) {
    known = ask<Meta>('/meta')
    known.catch(() => (known = undefined))
  }
  return known
}

export const events = (query: Query, signal?: AbortSignal) => ask<Page<EventLine>>('/events', query, signal)
export const event = (which: string, signal?: AbortSignal) => ask<EventPage>(`/events/${id(which)}`, {}, signal)
export const histogram = (query: Query, signal?: AbortSignal) => ask<Histogram>('/histogram', query, signal)
export const relation = (query: Query, signal?: AbortSignal) => ask<Relation>('/relations', query, signal)
export const pairs = (query: Query, signal?: AbortSignal) => ask<Page<Pair>>('/pairs', query, signal)
export const network = (query: Query, signal?: AbortSignal) => ask<Network>('/network', query, signal)
export const places = (query: Query, signal?: AbortSignal) => ask<Places>('/places', query, signal)
export const articles = (query: Query, signal?: AbortSignal) => ask<Page<ArticleLine>>('/articles', query, signal)
export const article = (which: string, signal?: AbortSignal) => ask<ArticlePage>(`/articles/${id(which)}`, {}, signal)
export const quotes = (query: Query, signal?: AbortSignal) => ask<Page<Quote>>('/quotes', query, signal)
export const quote = (which: string, signal?: AbortSignal) => ask<QuotePage>(`/quotes/${id(which)}`, {}, signal)
export const figures = (query: Query, signal?: AbortSignal) => ask<Page<Figure>>('/figures', query, signal)
export const conflicts = (query: Query, signal?: AbortSignal) =>
  ask<Page<FigureGroup>>('/figures', { ...query, conflicts: true }, signal)
export const stories = (query: Query, signal?: AbortSignal) => ask<Page<Story>>('/stories', query, signal)
export const story = (which: string, signal?: AbortSignal) => ask<StoryPage>(`/stories/${id(which)}`, {}, signal)
export const entities = (q: string, signal?: AbortSignal) => ask<Page<Entity>>('/entities', { q, limit: 12 }, signal)
export const open = (query: Query, signal?: AbortSignal) => ask<Page<EventLine>>('/open', query, signal)
export const search = (q: string, signal?: AbortSignal) => ask<Found>('/search', { q }, signal)
export const marks = (signal?: AbortSignal) => ask<Page<Mark>>('/marks', { limit: 500 }, signal)

/** Keeps a judgement of a record beside the record. */
export function putMark(mark: { record: Mark['record']; id: string; verdict: Mark['verdict']; field?: string; note?: string }): Promise<Mark> {
  return change<Mark>('PUT', '/marks', JSON.stringify(mark), 'application/json')
}

/** Takes a judgement back. */
export function removeMark(which: string | number): Promise<void> {
  return change<void>('DELETE', `/marks/${id(String(which))}`)
}

/** Reads files into the chronicle. */
export function readFiles(files: Iterable<File>): Promise<ReadResult> {
  const form = new FormData()
  for (const file of files) form.append('files', file, file.name)
  return change<ReadResult>('POST', '/read', form)
}

/** Reads one pasted article into the chronicle. */
export function readText(article: { text: string; title?: string; published?: string; lang?: string }): Promise<ReadResult> {
  return change<ReadResult>('POST', '/read', JSON.stringify(article), 'application/json')
}
