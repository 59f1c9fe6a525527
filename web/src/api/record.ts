// The records as the HTTP API gives them: those of the export (docs/dictionary.md), and the shapes of its answers.
// Offsets are Unicode code points into the article's text; days are ISO 8601, intervals inclusive.
import type { Days, Step } from '../state/day.ts'

export type Status = 'happened' | 'ongoing' | 'planned' | 'hypothetical' | 'alleged' | 'denied' | 'cancelled'
export const STATUSES: Status[] = ['happened', 'ongoing', 'planned', 'hypothetical', 'alleged', 'denied', 'cancelled']

export interface Span {
  start: number
  end: number
}
export interface Party {
  entity: string
  name: string
  also?: string[]
  kind?: string
  country?: string | null
  span?: Span | null
}
export interface Speaker {
  entity?: string | null
  name: string
  country?: string | null
  also?: string[]
}
export interface Place {
  entity?: string
  name: string
  latitude?: number | null
  longitude?: number | null
  precision?: string | null
}
export interface ArticleRef {
  id: string
  title?: string | null
  publisher?: string | null
  published?: Days | null
  url?: string | null
}
export interface Turn {
  status: Status
  as_of?: string | null
  reports: string[]
}
export interface Event {
  event: string
  type: string
  mode?: string | null
  sources: Party[]
  targets: Party[]
  when?: Days | null
  place?: Place | null
  history: Turn[]
  reports: string[]
  documents: number
}
export interface EventLine extends Event {
  status_now: Status
  publishers: string[]
  title?: string | null
  disputed: boolean
}
export interface Report {
  report: string
  document: string
  span: Span
  trigger: Span & { text: string }
  type: string
  mode?: string | null
  contexts?: string[]
  cameo?: string | null
  goldstein?: number | null
  quad?: number
  sources: Party[]
  targets: Party[]
  when?: Days | null
  place?: Place | null
  status: Status
  said_by?: Speaker | null
  rule?: string
  confidence?: number
  event?: string
  evidence?: string[]
}
export interface Quote {
  quote: string
  document: string
  span: Span
  text: string
  kind: string
  utterance?: string | null
  speaker?: Speaker | null
  speaker_span?: Span | null
  addressee?: Speaker | null
  cue?: string | null
  said?: Days | null
  group?: string
  article?: ArticleRef
  variants?: number
}
export interface Figure {
  figure: string
  document: string
  span: Span
  text: string
  value: number
  unit: string
  hedge?: string | null
  of?: string | null
  when?: Days | null
  said_by?: Speaker | null
  target?: boolean
  group?: string | null
  article?: ArticleRef
}
export interface FigureGroup {
  what: string
  figures: Figure[]
}
export interface Disagreement {
  about: string
  group: string
  field: string
  values: { value: string; evidence: { document: string; start: number; end: number }[] }[]
}
export interface Story {
  story: string
  title: string
  from: string
  to: string
  entities: string[]
  counts?: { articles: number; events: number }
}
export interface TimeMention {
  document: string
  span: Span
  text: string
  type: string
  value: string
  from?: string | null
  to?: string | null
}
export interface Article extends Omit<ArticleRef, 'id'> {
  id?: string
  document: string
  text: string
  language: string
  analysed: boolean
  authors?: string[]
  story?: string | null
  copy_group?: string | null
}
export interface ArticleLine extends ArticleRef {
  document?: string
  language?: string
  analysed?: boolean
  lead?: string | null
  passage?: string | null
  counts?: { events?: number; quotes?: number; figures?: number }
}
export interface Entity {
  entity: string
  name: string
  kind: string
  country?: string | null
  mentions?: number
}
export interface Mark {
  id: string | number
  record: 'event' | 'quote' | 'report'
  record_id: string
  verdict: 'right' | 'wrong'
  field?: string | null
  note?: string | null
  at?: string | null
}

export interface Page<T> {
  items: T[]
  next: string | null
  total: number
}
export interface EventType {
  code: string
  name_fr: string
  name_en: string
  goldstein?: number | null
  quad?: number | null
  family?: 'cooperation' | 'conflict' | null
}
export interface Meta {
  program: string
  schema: string
  path_name: string
  counts: Record<string, number>
  published: { from: string | null; to: string | null } | null
  types: EventType[]
  statuses: Status[]
  publishers: string[]
  languages: string[]
  writable: boolean
  can_read: boolean
}
export interface EventPage {
  event: Event
  status_now: Status
  reports: { report: Report; article: ArticleRef; sentence: string; sentence_at: Span }[]
  disagreements: Disagreement[]
  quotes: Quote[]
  figures: Figure[]
  stories: { id: string; title: string }[]
  marks: Mark[]
}
export interface HistogramRow {
  from: string
  to: string
  events: number
  reports: number
  all_reports: number
}
export interface Histogram {
  step: Step
  rows: HistogramRow[]
}
export interface Tally {
  cooperation: number
  conflict: number
  planned: number
}
export interface Period {
  period: string
  from: string
  to: string
  events: number
  held: number
  planned: number
  doubted: number
  cooperation: number
  conflict: number
  goldstein?: number | null
  reports: number
  share: number
  types: Record<string, number>
  directions?: { ab: Tally; ba: Tally; both: Tally }
}
export interface Relation {
  a?: { id: string; name: string }
  b?: { id: string; name: string }
  step: Step
  unplaced: number
  periods: Period[]
}
export interface Pair {
  one: string
  other: string
  events: number
  reports: number
  cooperation: number
  conflict: number
  goldstein?: number | null
  change: number
}
export interface NetworkNode {
  id: string
  name: string
  kind: string
  country?: string | null
  events: number
}
export interface NetworkEdge {
  source: string
  target: string
  cooperation: number
  conflict: number
  events: number
  goldstein?: number | null
}
export interface Network {
  nodes: NetworkNode[]
  edges: NetworkEdge[]
}
export interface PlaceFeature {
  type: 'Feature'
  geometry: { type: 'Point'; coordinates: [number, number] } | null
  properties: { name: string; country?: string | null; precision?: string | null; events: number; ids: string[] }
}
export interface Places {
  type: 'FeatureCollection'
  features: PlaceFeature[]
}
export interface ArticlePage {
  article: Article
  mentions: (Span & { entity: string; name: string; kind: string })[]
  quotes: Quote[]
  figures: Figure[]
  times: TimeMention[]
  reports: Report[]
  copies: ArticleRef[]
}
export interface Aligned {
  op: 'same' | 'changed' | 'left_out' | 'added'
  text: string | null
  other?: string | null
}
export interface QuotePage {
  quote: Quote
  variants: { quote: Quote; article: ArticleRef; aligned: Aligned[] }[]
}
export interface StoryPage {
  story: Story
  events: EventLine[]
  summary: { sentence: string; article: ArticleRef; start: number; end: number }[]
  articles: ArticleLine[]
}
export interface Found {
  articles: ArticleLine[]
  events: EventLine[]
  quotes: Quote[]
}
export interface ReadResult {
  read: string[]
  /** Articles that the chronicle held already. */
  unchanged?: string[]
  refused: { name: string; cause: string; remedy: string }[]
  /** How many records the chronicle has more, or less. */
  changed: { events: number }
}
