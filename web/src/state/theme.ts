// Given what the reader chose, yields light or dark colours; with no choice the system's own.
export type Theme = 'auto' | 'light' | 'dark'
const KEY = 'relata.theme'

/** The reader's choice, kept in this browser. */
export function theme(): Theme {
  const kept = localStorage.getItem(KEY)
  return kept === 'light' || kept === 'dark' ? kept : 'auto'
}

/** Shows the page in the colours chosen. */
export function applyTheme(chosen: Theme = theme()): void {
  if (chosen === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = chosen
  localStorage.setItem(KEY, chosen)
}
