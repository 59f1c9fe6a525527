// Given the address bar, yields the path and query that views are made from; a change of view is a change of address.

class Here {
  path = $state(location.pathname)
  query = $state.raw(new URLSearchParams(location.search))
  /** Grows with every change of path, so that the shell can move focus. */
  visits = $state(0)
}
export const here = new Here()

export type Changes = Record<string, string | number | boolean | string[] | null | undefined>

/** The query with some values changed; what is empty leaves it. */
export function changed(query: URLSearchParams, changes: Changes): URLSearchParams {
  const next = new URLSearchParams(query)
  for (const [name, value] of Object.entries(changes)) {
    const text = Array.isArray(value) ? value.join(',') : value === true ? '1' : value === false || value == null ? '' : String(value)
    if (text) next.set(name, text)
    else next.delete(name)
  }
  return next
}

/** An address of the app; commas stay readable. */
export function href(path: string, query: Changes | URLSearchParams = {}): string {
  const search = (query instanceof URLSearchParams ? query : changed(new URLSearchParams(), query)).toString().replaceAll('%2C', ',')
  return path + (search ? `?${search}` : '')
}

/** The page of an event, an article (at a stretch of its text), a story, a quotation. */
export const eventHref = (id: string) => `/events/${encodeURIComponent(id)}`
export const articleHref = (id: string, at?: { start: number; end: number } | null) =>
  `/articles/${encodeURIComponent(id)}${at ? `?at=${at.start}-${at.end}` : ''}`
export const storyHref = (id: string) => `/stories/${encodeURIComponent(id)}`
export const quoteHref = (id: string) => href('/quotes', { id })

function take(): void {
  const moved = here.path !== location.pathname
  here.path = location.pathname
  here.query = new URLSearchParams(location.search)
  if (moved) here.visits += 1
}

/** Goes to an address of the app. */
export function go(to: string, replace = false): void {
  if (to === location.pathname + location.search) return
  history[replace ? 'replaceState' : 'pushState'](null, '', to)
  take()
}

/** Changes the query of this view: each choice is a step back in the browser, each letter typed is not. */
export function choose(changes: Changes, replace = false): void {
  go(href(here.path, changed(here.query, changes)), replace)
}

/** A value of the query, '' where it is missing. */
export function asked(name: string): string {
  return here.query.get(name) ?? ''
}

/** The values of the query that some names have, as the API takes them. */
export function askedOf(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, asked(name)]).filter(([, value]) => value))
}

const OWN = /^\/(?:timeline|relation|network|map|quotes|figures|stories|articles|events|corrections)?(?:\/[^/]*)?$/

/** True where a link leads to a view of the app and to nothing else. */
export function isOwn(link: HTMLAnchorElement): boolean {
  return link.origin === location.origin && !link.target && !link.hasAttribute('download') && OWN.test(link.pathname)
}

/** Follows links within the app without loading the page anew. */
export function followLinks(): () => void {
  const click = (press: MouseEvent) => {
    if (press.defaultPrevented || press.button !== 0 || press.metaKey || press.ctrlKey || press.shiftKey || press.altKey) return
    const link = (press.target as Element | null)?.closest('a')
    if (!(link instanceof HTMLAnchorElement) || !isOwn(link) || (link.hash && link.pathname === location.pathname)) return
    press.preventDefault()
    go(link.pathname + link.search)
    window.scrollTo(0, 0)
  }
  document.addEventListener('click', click)
  window.addEventListener('popstate', take)
  return () => {
    document.removeEventListener('click', click)
    window.removeEventListener('popstate', take)
  }
}
