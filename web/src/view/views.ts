// Which path shows which view. Each view is loaded when it is first shown.
import type { Key } from '../state/language.svelte.ts'

interface View {
  path: RegExp
  title: Key
  load: () => Promise<{ default: unknown }>
}

export const VIEWS: View[] = [
  { path: /^\/$/, title: 'start.title', load: () => import('./Start.svelte') },
  { path: /^\/timeline$/, title: 'nav.timeline', load: () => import('./Timeline.svelte') },
  { path: /^\/relation$/, title: 'nav.relation', load: () => import('./Relation.svelte') },
  { path: /^\/network$/, title: 'nav.network', load: () => import('./Network.svelte') },
  { path: /^\/map$/, title: 'nav.map', load: () => import('./Map.svelte') },
  { path: /^\/stories$/, title: 'nav.stories', load: () => import('./Stories.svelte') },
  { path: /^\/stories\/([^/]+)$/, title: 'story.title', load: () => import('./Story.svelte') },
  { path: /^\/quotes$/, title: 'nav.quotes', load: () => import('./Quotes.svelte') },
  { path: /^\/figures$/, title: 'nav.figures', load: () => import('./Figures.svelte') },
  { path: /^\/articles$/, title: 'nav.articles', load: () => import('./Articles.svelte') },
  { path: /^\/articles\/([^/]+)$/, title: 'article.title', load: () => import('./Article.svelte') },
  { path: /^\/events\/([^/]+)$/, title: 'event.title', load: () => import('./Event.svelte') },
  { path: /^\/corrections$/, title: 'nav.corrections', load: () => import('./Corrections.svelte') },
]
