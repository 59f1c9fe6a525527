// Given web/dist, prints what each view loads, gzipped, and fails where the first view or all is too heavy.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const FIRST = 60
const ALL = 180
const folder = join(import.meta.dirname, '../dist/assets')
const kilo = (bytes) => bytes / 1000
const sizes = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => [name, kilo(gzipSync(readFileSync(join(folder, name)), { level: 9 }).length)]),
)
const html = readFileSync(join(folder, '../index.html'), 'utf8')

// What a file imports at once, and what it may import later.
const imports = (name, later) => {
  const text = readFileSync(join(folder, name), 'utf8')
  const found = later ? text.matchAll(/import\(\s*["'`]\.\/([\w.-]+\.js)/g) : text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)/g)
  return [...found].map((match) => match[1])
}
const needed = (names) => {
  const all = new Set(names)
  for (const name of all) for (const other of imports(name)) if (sizes.has(other)) all.add(other)
  return all
}
const sum = (names) => [...names].reduce((total, name) => total + (sizes.get(name) ?? 0), 0)

const entry = [...html.matchAll(/assets\/([\w.-]+\.js)/g)].map((match) => match[1])
const later = [...new Set(entry.flatMap((name) => imports(name, true)))]
const language = later.filter((name) => /^(fr|en)-/.test(name))
const views = later.filter((name) => /^[A-Z]/.test(name))
let heaviest = 0
for (const view of views.sort()) {
  const size = sum(needed([...entry, language[0] ?? '', view].filter(Boolean)))
  if (/^(Start|Timeline)-/.test(view)) heaviest = Math.max(heaviest, size)
  console.log(`${view.replace(/-.*/, '').padEnd(14)} ${size.toFixed(1)} kB`)
}
const all = sum(sizes.keys())
console.log(`first view     ${heaviest.toFixed(1)} kB of ${FIRST}; all ${all.toFixed(1)} kB of ${ALL} (gzipped JavaScript)`)
if (!views.length || heaviest > FIRST || all > ALL) {
  console.error('The app is heavier than it may be, or its views were not found.')
  process.exit(1)
}
